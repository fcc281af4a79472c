package io.firstlight.study.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.error.UserException;
import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.progress.Progress;
import io.firstlight.study.cost.CostedPlan;
import io.firstlight.study.cost.SpeedProbe;
import io.firstlight.study.file.StudyFile;
import io.firstlight.study.file.StudyTexts;
import io.firstlight.study.machine.Machine;
import io.firstlight.study.plan.Planner;
import io.firstlight.study.plan.StagePlan;
import io.firstlight.study.stage.EncodeImages;
import io.firstlight.study.stage.PrepareData;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.stage.StageBody;
import io.firstlight.study.stage.StageContext;
import io.firstlight.study.store.FinishedStage;
import io.firstlight.study.store.ProcessIdentity;
import io.firstlight.study.store.StageStart;
import io.firstlight.study.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StudyRunnerTest {
    private static final String AXES = "seeds: [0]\naxes:\n  - {vary: text_percent, values: [80, 100]}\n";
    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
    private final List<String> messages = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    private Path folder;

    private final Progress progress = new Progress() {
        @Override
        public Task begin(String label, long total, String unit) {
            messages.add(label);
            return Progress.silent().begin(label, total, unit);
        }

        @Override
        public void message(String line) {
            messages.add(line);
        }
    };

    /** Writes its label and those of its inputs. */
    private void body(StageContext context) throws IOException {
        ran.add(context.stage().label());
        StringBuilder text = new StringBuilder(context.stage().label());
        for (Path input : context.directories().inputs().values()) {
            text.append('\n').append(Files.readString(input.resolve("result")));
        }
        Files.writeString(context.outputDirectory().resolve("result"), text);
    }

    private CostedPlan run(String study, StageBody body, int workers) {
        return run(StudyTexts.parse(study), body, workers);
    }

    private CostedPlan run(StudyFile study, StageBody body, int workers) {
        StagePlan plan = new Planner(Path::toString).plan(study);
        try (Store store = Store.open(folder.resolve("store"), messages::add);
                LocalExecutor executor = new LocalExecutor(workers, body)) {
            CostedPlan costed =
                    StudyPreparation.of(plan, store, SpeedProbe.assumed(1e12), new Machine("test", 1, workers));
            new StudyRunner(store, progress).run(costed, executor);
            return StudyPreparation.of(plan, store, SpeedProbe.assumed(1e12), new Machine("test", 1, workers));
        }
    }

    @Test
    void everyStageRunsOnceAfterItsInputsAndASecondRunDoesNothing() {
        CostedPlan done = run(AXES, this::body, 2);
        assertThat(ran)
                .containsExactlyInAnyOrderElementsOf(
                        done.plan().stages().stream().map(Stage::label).toList());
        assertThat(done.finished()).hasSize(done.plan().stages().size());
        ran.clear();
        run(AXES, this::body, 2);
        assertThat(ran).isEmpty();
    }

    @Test
    void aStudyWithOneMoreAxisRunsOnlyWhatIsNew() {
        run(AXES, this::body, 1);
        ran.clear();
        run(AXES + "  - {vary: fine_tune_epochs, values: [4]}\n", this::body, 1);
        assertThat(ran)
                .containsExactly(
                        "fine-tune: 80 % text, 30 % images, 4 epochs · seed 0",
                        "evaluate: 80 % text, 30 % images, 4 epochs · seed 0");
    }

    @Test
    void twoWorkersRunTwoStagesAtTheSameTime() {
        CyclicBarrier meeting = new CyclicBarrier(2);
        run(
                AXES,
                context -> {
                    boolean atOnce = context.stage().name().equals("image_encoder")
                            || context.stage().label().startsWith("text 0");
                    if (atOnce) {
                        try {
                            meeting.await(30, TimeUnit.SECONDS);
                        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                            throw new IOException("the other stage never came", e);
                        }
                    }
                    body(context);
                },
                2);
        assertThat(ran).hasSizeGreaterThan(4);
    }

    @Test
    void aFailureNamesItsStageKeepsTheOthersAndTheNextRunGoesOnFromTheWorkDirectory() {
        StageBody failing = context -> {
            if (context.stage().name().equals("alignment")) {
                Files.writeString(context.workDirectory().resolve("checkpoint"), "half");
                throw new IOException("the projector broke");
            }
            body(context);
        };
        assertThatThrownBy(() -> run(AXES, failing, 1))
                .isInstanceOf(StageFailedException.class)
                .hasMessageContaining("stage 'align features at 80 % · seed 0' failed")
                .hasMessageContaining("the projector broke")
                .hasMessageContaining("continues from there")
                .satisfies(e -> assertThat(((UserException) e).exitCode()).isEqualTo(1));
        assertThat(ran)
                .contains("image encoder · seed 0")
                .doesNotContain("align features at 80 % · seed 0")
                .noneMatch(l -> l.startsWith("evaluate"));
        List<String> before = List.copyOf(ran);
        ran.clear();
        run(
                AXES,
                context -> {
                    if (context.stage().label().startsWith("align features at 80")) {
                        assertThat(context.workDirectory().resolve("checkpoint"))
                                .hasContent("half");
                    }
                    body(context);
                },
                1);
        assertThat(ran).doesNotContainAnyElementsOf(before);
    }

    @Test
    void anErrorInABodyEndsTheStudyToo() {
        assertThatThrownBy(() -> run(
                        AXES,
                        context -> {
                            throw new OutOfMemoryError("for the test");
                        },
                        2))
                .isInstanceOf(StageFailedException.class)
                .hasMessageContaining("data: quickstart")
                .hasMessageContaining("OutOfMemoryError");
    }

    @Test
    void aUsersMistakeKeepsItsExitCodeAndAFullDiskItsAdvice() {
        assertThatThrownBy(() -> run(
                        AXES,
                        context -> {
                            throw new UserException("an image is missing");
                        },
                        1))
                .hasMessageContaining("failed: an image is missing")
                .satisfies(e -> assertThat(((UserException) e).exitCode()).isEqualTo(2));
        assertThatThrownBy(() -> run(
                        AXES,
                        context -> {
                            throw new IOException("No space left on device");
                        },
                        1))
                .hasMessageContaining("the disk is full");
    }

    @Test
    void aDamagedResultIsNamedAndOnlyItsStageRunsAgain() throws IOException {
        CostedPlan done = run(AXES, this::body, 1);
        Stage features = done.plan().stages().stream()
                .filter(stage -> stage.spec() instanceof EncodeImages)
                .findFirst()
                .orElseThrow();
        Files.writeString(folder.resolve("store/stages/" + features.key().hex() + "/result"), "x");
        ran.clear();
        messages.clear();
        run(AXES, this::body, 1);
        assertThat(ran).containsExactly("image features · seed 0");
        assertThat(messages).anyMatch(message -> message.contains("is damaged: result has 1 bytes"));
    }

    /**
     * The features are looked at when the mixture is about to read them; until then their size and time are believed.
     */
    @Test
    void anInputWithADamagedByteIsMadeAgainInTheSameRun() throws IOException {
        CostedPlan done = run(AXES, this::body, 1);
        Path stages = folder.resolve("store/stages");
        Stage features = done.plan().stages().stream()
                .filter(stage -> stage.spec() instanceof EncodeImages)
                .findFirst()
                .orElseThrow();
        flipKeepingTheTime(stages.resolve(features.key().hex()).resolve("result"));
        Stage reader = done.plan().stages().stream()
                .filter(stage -> stage.inputs().containsValue(features.key()))
                .findFirst()
                .orElseThrow();
        Path result = stages.resolve(reader.key().hex()).resolve("result");
        String expected = Files.readString(result);
        AtomicFiles.deleteTree(result.getParent());
        ran.clear();
        messages.clear();
        run(AXES, this::body, 1);
        assertThat(ran).containsExactly(features.label(), reader.label());
        assertThat(messages).anyMatch(message -> message.contains("result does not have the bytes"));
        assertThat(result).hasContent(expected);
    }

    @Test
    void aDiskThatDamagesAnInputAgainAndAgainIsNamed() throws IOException {
        CostedPlan done = run(AXES, this::body, 1);
        Path stages = folder.resolve("store/stages");
        for (Stage stage : done.plan().stages()) {
            if (!(stage.spec() instanceof PrepareData)) {
                AtomicFiles.deleteTree(stages.resolve(stage.key().hex()));
            }
        }
        Path data = stages.resolve(done.plan().dataStage().key().hex()).resolve("result");
        flipKeepingTheTime(data);
        assertThatThrownBy(() -> run(
                        AXES,
                        context -> {
                            if (Files.exists(data)) {
                                flipKeepingTheTime(data);
                            }
                            body(context);
                        },
                        1))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("was damaged again after it was made anew")
                .hasMessageContaining("check the disk of the store");
    }

    private static void flipKeepingTheTime(Path file) throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[0] ^= 1;
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, time);
    }

    @Test
    void secondsOfInterruptedAttemptsAreCounted() throws IOException {
        StudyFile study = StudyTexts.parse(AXES);
        Stage data = new Planner(Path::toString).plan(study).stages().get(0);
        try (Store store = Store.open(folder.resolve("store"), messages::add)) {
            ((StageStart.Granted) store.begin(data.key())).area().release(1000);
        }
        run(study, this::body, 1);
        try (Store store = Store.openToRead(folder.resolve("store"), messages::add)) {
            FinishedStage found = store.find(data.key()).orElseThrow();
            assertThat(found.record().timing().seconds()).isBetween(1000.0, 1060.0);
        }
    }

    @Test
    void progressSaysWhichStageOfHowManyAndTheTimeLeft() {
        CostedPlan done = run(
                AXES,
                context -> {
                    context.progress().begin("loading", 3, "files").close();
                    body(context);
                },
                1);
        int total = done.plan().stages().size();
        assertThat(messages).contains("[1/" + total + "] loading").contains("[" + total + "/" + total + "] loading");
        assertThat(messages).anyMatch(m -> m.startsWith("Stage 2 of " + total + " done in") && m.contains("left."));
        assertThat(messages.get(messages.size() - 1))
                .startsWith("Stage " + total + " of " + total + " done")
                .doesNotContain("left");
    }

    @Test
    void aStatusIsThereWhileTheStudyRunsAndGoneAfterwards() throws IOException {
        List<StudyStatus> seen = Collections.synchronizedList(new ArrayList<>());
        run(
                AXES,
                context -> {
                    seen.addAll(StudyStatus.readAll(folder.resolve("store")));
                    body(context);
                },
                1);
        assertThat(seen)
                .isNotEmpty()
                .allMatch(status -> status.owner().study().equals("small") && status.finished() < status.total());
        assertThat(StudyStatus.readAll(folder.resolve("store"))).isEmpty();
    }

    @Test
    void theStatusOfADeadRunnerWhoseNumberAnotherProcessHasNowIsNotShown() throws Exception {
        Path store = Files.createDirectories(folder.resolve("store"));
        ProcessIdentity here = ProcessIdentity.here();
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            String started = other.info().startInstant().orElseThrow().toString();
            String longAgo =
                    other.info().startInstant().orElseThrow().minusSeconds(3600).toString();
            for (String time : List.of(started, longAgo, "yesterday")) {
                ProcessIdentity runner = new ProcessIdentity(other.pid(), time, here.host(), here.machine());
                StudyStatus.Owner owner =
                        new StudyStatus.Owner("small", runner, Instant.now().toString());
                new StudyStatus(owner, 1, 2, 10, List.of()).write(store);
                assertThat(StudyStatus.readAll(store)).as("started " + time).hasSize(time.equals(started) ? 1 : 0);
            }
            // Nor does a damaged status say anything.
            for (Path file : List.of(store.resolve("status").resolve(here.host() + "-1.json"))) {
                Files.writeString(file, "null");
                assertThat(StudyStatus.readAll(store)).isEmpty();
            }
        } finally {
            other.destroyForcibly();
        }
    }

    /** Both write to one store; each stage runs in one of them, and what one needs of the other it waits for. */
    @Test
    void twoRunnersShareAStudyAndRunEveryStageOnce() {
        CompletableFuture<CostedPlan> other = CompletableFuture.supplyAsync(() -> run(AXES, this::slowBody, 1));
        CostedPlan done = run(AXES, this::slowBody, 1);
        other.join();
        List<String> labels = done.plan().stages().stream().map(Stage::label).toList();
        assertThat(ran).containsExactlyInAnyOrderElementsOf(labels);
        assertThat(messages).anyMatch(message -> message.contains("is being run by process"));
        assertThat(messages).anyMatch(message -> message.contains("was done by another process"));
    }

    private void slowBody(StageContext context) throws IOException {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        body(context);
    }

    @Test
    void theJournalSaysWhatHappenedAlsoAfterALineWasCut() throws IOException {
        Path file = folder.resolve("store/journal.jsonl");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"time\":\"2026-");
        assertThatThrownBy(() -> run(
                        AXES,
                        context -> {
                            throw new UserException("an image is missing");
                        },
                        1))
                .isInstanceOf(StageFailedException.class);
        assertThat(Journal.last(folder.resolve("store"), "small").orElseThrow()).satisfies(entry -> {
            assertThat(entry.event()).isEqualTo(Journal.Event.STAGE_FAILED);
            assertThat(entry.stage().label()).isEqualTo("data: quickstart");
            assertThat(entry.stage().detail()).isEqualTo("an image is missing");
            assertThat(entry.process()).isEqualTo(ProcessIdentity.here());
        });
        CostedPlan done = run(AXES, this::body, 1);
        assertThat(Journal.last(folder.resolve("store"), "small").orElseThrow().event())
                .isEqualTo(Journal.Event.STAGE_FINISHED);
        List<String> lines = Files.readAllLines(file);
        int numStages = done.plan().stages().size();
        assertThat(lines.stream().filter(line -> line.contains("STAGE_STARTED")))
                .hasSize(numStages + 1);
        assertThat(lines.stream().filter(line -> line.contains("STAGE_FINISHED")))
                .hasSize(numStages);
        assertThat(lines.stream().filter(line -> line.contains("RUN_ENDED"))).hasSize(2);
        assertThat(Journal.last(folder.resolve("store"), "another study")).isEmpty();
    }

    @Test
    void aPlanThatDoesNotFitTheDiskIsRefusedBeforeItStarts() {
        StudyFile study = StudyTexts.reader()
                .parse(StudyTexts.MINIMAL.replace("width: 64, layers: 2", "width: 65536, layers: 4000"), "s.yaml", "");
        assertThatThrownBy(() -> run(study, this::body, 1))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("needs about")
                .hasMessageContaining("on disk");
        assertThat(ran).isEmpty();
    }
}
