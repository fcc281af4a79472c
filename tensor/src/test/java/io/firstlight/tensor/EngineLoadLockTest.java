package io.firstlight.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two processes never unpack and load libtorch at once. */
class EngineLoadLockTest {
    /** Longer than loading takes; on a slower machine a missing lock would only go unnoticed. */
    private static final long PATIENCE_SECONDS = 4;

    @Test
    @Timeout(120)
    void aProcessWaitsWhileAnotherLoadsTheEngine() throws IOException, InterruptedException {
        Path cache = Files.createDirectories(Path.of(Engine.nativeCacheDirectory()));
        try (FileChannel channel = FileChannel.open(
                cache.resolve(Engine.LOAD_LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileLock held = channel.lock();
            Process other = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Dorg.bytedeco.javacpp.cachedir=" + cache,
                            "-cp",
                            System.getProperty("java.class.path"),
                            EngineLoader.class.getName())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (BufferedReader said =
                    new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8))) {
                assertThat(said.readLine()).isEqualTo("loading");
                assertThat(other.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .as("it ended although the lock was held")
                        .isFalse();
                held.release();
                assertThat(said.readLine()).isEqualTo("loaded");
                assertThat(other.waitFor()).isZero();
            } finally {
                other.destroyForcibly();
            }
        }
    }
}
