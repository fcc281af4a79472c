package io.firstlight.study.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.error.UserException;
import io.firstlight.study.store.StageStart.AlreadyFinished;
import io.firstlight.study.store.StageStart.Granted;
import io.firstlight.study.store.StageStart.Held;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One stage, this process and another one that has its lease. */
@Timeout(60)
class StoreProcessTest {
    private final List<String> notices = new ArrayList<>();

    @TempDir
    private Path folder;

    private Process holder;
    private BufferedReader lines;

    @BeforeEach
    void letAnotherProcessBeginTheStage() throws IOException {
        holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        StoreHolder.class.getName(),
                        root().toString(),
                        "of the other process")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        lines = holder.inputReader();
        assertThat(lines.readLine()).isEqualTo("held");
    }

    @AfterEach
    void endTheOtherProcess() {
        holder.destroyForcibly();
    }

    private Path root() {
        return folder.resolve("store");
    }

    private Store open(Duration silence) {
        return Store.open(root(), notices::add, silence);
    }

    private void letTheOtherFinish() throws IOException {
        try (OutputStream in = holder.getOutputStream()) {
            in.write('\n');
        }
    }

    @Test
    void aLiveOwnerKeepsItsStageAndOthersGetItsResult() throws IOException {
        try (Store store = open(Duration.ofMinutes(2))) {
            assertThat(store.begin(StoreHolder.KEY))
                    .isInstanceOfSatisfying(
                            Held.class, held -> assertThat(held.by()).contains("process " + holder.pid()));
            assertThatThrownBy(() -> store.remove(StoreHolder.KEY))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("process " + holder.pid())
                    .hasMessageContaining("is at it");
            letTheOtherFinish();
            assertThat(lines.readLine()).isEqualTo("stored");
            assertThat(store.begin(StoreHolder.KEY))
                    .isInstanceOfSatisfying(
                            AlreadyFinished.class,
                            finished -> assertThat(finished.stage().directory().resolve(StoreHolder.WEIGHTS))
                                    .hasContent("of the other process"));
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void aKilledOwnersStageIsTakenOverAtOnceWithItsCheckpoint() throws IOException, InterruptedException {
        holder.destroyForcibly();
        assertThat(holder.waitFor(30, TimeUnit.SECONDS)).isTrue();
        try (Store store = open(Duration.ofMinutes(2))) {
            Granted granted = (Granted) store.begin(StoreHolder.KEY);
            assertThat(granted.takenOverFrom().orElseThrow().pid()).isEqualTo(holder.pid());
            assertThat(granted.area().work().resolve("checkpoint")).hasContent("half");
            assertThat(granted.area().seconds()).isEqualTo(5);
        }
    }

    @Test
    void aSilentOwnerLosesItsStageAndCannotPublishWhenItWakesUp() throws IOException {
        try (Store store = open(Duration.ZERO)) {
            Granted granted = (Granted) store.begin(StoreHolder.KEY);
            Files.writeString(granted.area().output().resolve(StoreHolder.WEIGHTS), "of this process");
            letTheOtherFinish();
            assertThat(lines.readLine()).isEqualTo("lost");
            assertThat(store.find(StoreHolder.KEY)).isEmpty();
            FinishedStage stored = store.finish(StoreTest.record(StoreHolder.KEY, 1), granted.area());
            assertThat(stored.directory().resolve(StoreHolder.WEIGHTS)).hasContent("of this process");
        }
    }
}
