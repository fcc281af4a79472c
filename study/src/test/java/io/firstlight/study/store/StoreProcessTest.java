package io.firstlight.study.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.error.UserException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class StoreProcessTest {
    @TempDir
    private Path folder;

    @Test
    @Timeout(60)
    void aSecondProcessIsToldWhoHoldsTheStoreAndTakesOverWhenThatOneIsKilled()
            throws IOException, InterruptedException {
        Path root = folder.resolve("store");
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreHolder.class.getName(),
                        root.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            BufferedReader lines = holder.inputReader();
            assertThat(lines.readLine()).isEqualTo("held");
            List<String> notices = new ArrayList<>();
            assertThatThrownBy(() -> Store.open(root, notices::add))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("in use by process " + holder.pid());
            holder.destroyForcibly();
            assertThat(holder.waitFor(30, TimeUnit.SECONDS)).isTrue();
            try (Store store = Store.open(root, notices::add)) {
                assertThat(notices)
                        .singleElement()
                        .asString()
                        .contains("Taking over")
                        .contains("process " + holder.pid());
                assertThat(Files.readString(store.begin(StoreHolder.KEY).work().resolve("checkpoint")))
                        .isEqualTo("half");
            }
        } finally {
            holder.destroyForcibly();
        }
    }
}
