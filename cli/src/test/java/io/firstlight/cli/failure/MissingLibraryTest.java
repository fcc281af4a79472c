package io.firstlight.cli.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.cli.Firstlight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A machine whose native libraries do not load, as a real process: that is no exception but an error, which picocli
 * hands on.
 */
class MissingLibraryTest {
    @TempDir
    private Path folder;

    @Test
    @Timeout(120)
    void aLibraryThatDoesNotLoadIsOneMessageAndATraceFileAndAnExitCode() throws IOException, InterruptedException {
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dorg.bytedeco.javacpp.platform=no-such-platform",
                Firstlight.class.getName(),
                "doctor");
        builder.environment().remove("FIRSTLIGHT_TRACE");
        Process process = builder.directory(folder.toFile())
                .redirectError(err.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isEqualTo(1);
        List<String> lines = Files.readAllLines(err).stream()
                .filter(line -> line.startsWith("firstlight:") || line.startsWith("\tat "))
                .toList();
        assertThat(lines).singleElement().asString().startsWith("firstlight: unexpected fault: ");
        try (Stream<Path> traces = Files.list(folder.resolve("runs/faults"))) {
            assertThat(traces)
                    .singleElement()
                    .satisfies(trace -> assertThat(trace).content().contains("UnsatisfiedLinkError"));
        }
    }
}
