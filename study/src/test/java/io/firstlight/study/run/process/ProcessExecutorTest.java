package io.firstlight.study.run.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.core.json.Json;
import io.firstlight.core.progress.Progress;
import io.firstlight.study.run.StageListener;
import io.firstlight.study.run.StageOutcome;
import io.firstlight.study.run.StageOutcome.Failed;
import io.firstlight.study.run.StageOutcome.Finished;
import io.firstlight.study.run.StageOutcome.Killed;
import io.firstlight.study.run.StageOutcome.Reason;
import io.firstlight.study.run.StageTask;
import io.firstlight.study.stage.PrepareData;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.stage.StageContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes that finish, throw, run out of memory, die and hang. */
@Timeout(120)
class ProcessExecutorTest {
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    private Path folder;

    /** The process says that it is at work. */
    private final CountDownLatch atWork = new CountDownLatch(1);

    private final CompletableFuture<Long> pid = new CompletableFuture<>();
    private final CompletableFuture<StageOutcome> outcome = new CompletableFuture<>();

    private final StageListener listener = new StageListener() {
        @Override
        public void started(String place) {
            pid.complete(Long.parseLong(place.replace("process ", "")));
        }

        @Override
        public Progress progress() {
            return new Progress() {
                @Override
                public Task begin(String label, long total, String unit) {
                    heard.add("begin " + label + " " + total + " " + unit);
                    return new Task() {
                        @Override
                        public void update(long done, String detail) {
                            heard.add("update " + done + " " + detail);
                        }

                        @Override
                        public void close() {
                            heard.add("close");
                        }
                    };
                }

                @Override
                public void message(String line) {
                    heard.add(line);
                    atWork.countDown();
                }
            };
        }

        @Override
        public void ended(StageOutcome ended) {
            outcome.complete(ended);
        }
    };

    private StageOutcome run(String label) throws IOException {
        return run(label, Duration.ofSeconds(100), child -> {});
    }

    /**
     * Runs one stage in a process of its own.
     *
     * @param meddle gets the process's id once the stage's body runs
     */
    private StageOutcome run(String label, Duration silence, LongConsumer meddle) throws IOException {
        try (ProcessExecutor executor = executor(silence)) {
            executor.execute(task(label), listener);
            if (label.equals("wait")) {
                assertThat(atWork.await(60, TimeUnit.SECONDS)).isTrue();
            }
            meddle.accept(pid.join());
            StageOutcome ended = outcome.join();
            assertThat(ProcessHandle.of(pid.join()).filter(ProcessHandle::isAlive))
                    .as("the process is gone when its outcome is told")
                    .isEmpty();
            return ended;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ProcessExecutor executor(Duration silence) {
        return new ProcessExecutor(1, WorkerCommand.likeThisJvm(FaultyWorker.class), folder.resolve("log"), silence);
    }

    private StageTask task(String label) throws IOException {
        return new StageTask(
                Stage.of("data", label, PrepareData.ofWorld("any", "1", Json.tree(Map.of())), Map.of()),
                new StageContext.Directories(
                        Files.createDirectories(folder.resolve("work")),
                        Files.createDirectories(folder.resolve("output: 100 % ü")),
                        Map.of()),
                StageTask.Resources.ofCpu(3));
    }

    private Path log() throws IOException {
        return folder.resolve("log/stage-" + task("wait").stage().key().abbreviated() + ".log");
    }

    private static void signal(long child, String signal) {
        try {
            assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(child))
                            .start()
                            .waitFor())
                    .isZero();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFinishedStageHasItsResultItsTimeAndItsEnvironment() throws IOException {
        StageOutcome ended = run("work");
        assertThat(ended).isInstanceOf(Finished.class);
        assertThat(((Finished) ended).seconds()).isBetween(0.0, 60.0);
        assertThat(((Finished) ended).environment()).containsKeys("libtorch", "java");
        assertThat(folder.resolve("output: 100 % ü/result")).hasContent("with 3 threads");
    }

    @Test
    void progressAndMessagesArriveAndWhatLibrariesPrintGoesToTheLog() throws IOException {
        run("work");
        assertThat(heard)
                .startsWith("begin counting 1000 things", "update 1 at 1")
                .endsWith("update 1000 at 1000", "close", "a word to the user")
                .as("updates are rare enough for a pipe")
                .hasSizeLessThan(100);
        assertThat(folder.resolve("log/stage-" + task("work").stage().key().abbreviated() + ".log"))
                .content()
                .contains("a library speaks")
                .contains("half a line");
    }

    @Test
    void whatABodyThrowsIsClassified() throws IOException {
        assertThat(run("user mistake")).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(Reason.USER_MISTAKE);
            assertThat(failed.message()).isEqualTo("an image is missing");
        });
    }

    @Test
    void aFaultArrivesWithItsTrace() throws IOException {
        assertThat(run("fault")).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.reason()).isEqualTo(Reason.FAULT);
            assertThat(failed.message()).contains("the projector broke");
            assertThat(failed.trace()).contains("FaultyWorker.misbehave");
        });
    }

    @Test
    void aFullHeapEndsTheStageAndNotThisProcess() throws IOException {
        assertThat(run("heap"))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.reason()).isEqualTo(Reason.HEAP_FULL));
    }

    @Test
    void aDeathBySignalIsNamedWithItsLog() throws IOException {
        assertThat(run("wait", Duration.ofSeconds(100), child -> signal(child, "KILL")))
                .isEqualTo(new Killed(
                        "process " + pid.join()
                                + " was killed by signal 9 (SIGKILL), as the system does when memory runs out",
                        log().toString()));
    }

    @Test
    void anAbortInNativeCodeIsNamed() throws IOException {
        // What libtorch's abort() sends.
        assertThat(run("wait", Duration.ofSeconds(100), child -> signal(child, "ABRT")))
                .isInstanceOfSatisfying(
                        Killed.class, killed -> assertThat(killed.how()).contains("signal 6 (SIGABRT)"));
    }

    @Test
    void anExitWithoutAnOutcomeIsADeath() throws IOException {
        assertThat(run("exit"))
                .isInstanceOfSatisfying(
                        Killed.class, killed -> assertThat(killed.how()).contains("ended with exit code 42"));
    }

    @Test
    void aProcessThatSaysNothingForTooLongIsEnded() throws IOException {
        assertThat(run("wait", Duration.ofSeconds(4), child -> signal(child, "STOP")))
                .isInstanceOfSatisfying(
                        Killed.class, killed -> assertThat(killed.how()).contains("said nothing for 4 s"));
    }

    @Test
    void ctrlCIsLeftToTheParentAndClosingTheExecutorEndsTheProcess() throws Exception {
        ProcessExecutor executor = executor(Duration.ofSeconds(100));
        executor.execute(task("wait"), listener);
        assertThat(atWork.await(60, TimeUnit.SECONDS)).isTrue();
        signal(pid.join(), "INT");
        assertThat(new CompletableFuture<>()
                        .completeOnTimeout(null, 2, TimeUnit.SECONDS)
                        .join())
                .isNull();
        assertThat(outcome).as("Ctrl-C alone ends no stage").isNotDone();
        executor.close();
        assertThat(outcome.get(30, TimeUnit.SECONDS)).isInstanceOf(Killed.class);
    }

    @Test
    void aProcessEndsWithItsParentHoweverThatEnds() throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledParent.class.getName(),
                        folder.resolve("log").toString(),
                        task("wait").toJson())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long child = Long.parseLong(parent.inputReader().readLine());
        ProcessHandle handle = ProcessHandle.of(child).orElseThrow();
        assertThat(handle.isAlive()).isTrue();
        signal(parent.pid(), "KILL");
        assertThat(handle.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
    }
}
