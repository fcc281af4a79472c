package io.firstlight.cli.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.core.error.UserException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class FailuresTest {
    @TempDir
    private Path folder;

    private final StringWriter err = new StringWriter();

    @Command(name = "fails")
    private record Fails(Exception with) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            throw with;
        }
    }

    private int run(Exception with) {
        return new CommandLine(new Fails(with))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler(new Failures(folder.resolve("faults")))
                .execute();
    }

    @Test
    void whatTheUserCanMendIsOneMessage() {
        assertThat(run(new UserException("no such file a.yaml; write one"))).isEqualTo(2);
        assertThat(err.toString()).isEqualToIgnoringNewLines("firstlight: no such file a.yaml; write one\n");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFaultOfOursIsOneLineAndAFileWithTheTrace() throws Exception {
        Exception fault = new IllegalStateException(
                "step 7", new RuntimeException("mat1 and mat2 shapes cannot be multiplied\nframe #0: c10"));
        assertThat(run(fault)).isEqualTo(1);
        assertThat(err.toString())
                .contains("unexpected fault: mat1 and mat2 shapes cannot be multiplied")
                .doesNotContain("frame #0")
                .doesNotContain("\tat ");
        try (Stream<Path> files = Files.list(folder.resolve("faults"))) {
            List<Path> traces = files.toList();
            assertThat(traces).hasSize(1);
            assertThat(Files.readString(traces.get(0)))
                    .contains("IllegalStateException: step 7", "frame #0", "FailuresTest");
            assertThat(err.toString()).contains(traces.get(0).toString());
        }
    }

    @Test
    void whatTheMachineRefusesIsNamedWithAWayOut() {
        Map<Throwable, String> limits = Map.of(
                new OutOfMemoryError("Java heap space"), "FIRSTLIGHT_HEAP",
                new OutOfMemoryError("unable to create native thread"), "no more threads",
                new RuntimeException("DefaultCPUAllocator: can't allocate memory: you tried"), "memory is full",
                new IOException("Too many open files"), "ulimit -n",
                new FileSystemException("/cache/a", null, "No space left on device"), "the disk is full (/cache/a)",
                new InvalidPathException("a\0b", "Nul character not allowed"), "'a?b' cannot be the name of a file");
        limits.forEach((limit, expected) -> {
            err.getBuffer().setLength(0);
            assertThat(run(new IllegalStateException("while training", limit))).isEqualTo(2);
            assertThat(err.toString()).contains(expected).doesNotContain("unexpected fault");
        });
        assertThat(folder).isEmptyDirectory();
    }
}
