package io.firstlight.study.damage;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.core.error.UserException;
import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.key.StageKey;
import io.firstlight.study.run.StageFailedException;
import io.firstlight.study.stage.InterruptingProgress;
import io.firstlight.study.stage.InterruptingProgress.Interruption;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.training.TrainingRun;
import io.firstlight.study.world.LearnableDataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damages files of a finished store, of unfinished stages, of a user's data and of results, one a trial, at a random
 * place, and runs the study on. Every result is then what it was, or the command ends with a message for the user; none
 * differs, none ends in a fault, none hangs. The short form takes a part of the kinds of files, each time another;
 * {@code ./dev bench damage ROUNDS} takes every kind in each round.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DamageTest {
    private static final int ROUNDS = Integer.getInteger("firstlight.damage.rounds", 0);
    private static final long SEED = Long.getLong("firstlight.damage.seed", System.nanoTime());
    private static final int MOST_SECONDS = 120;

    /** Without rounds asked for, one in so many kinds of files has its turn, each time others. */
    private static final int SHARE = 6;

    @TempDir
    private static Path folder;

    private final ExecutorService worker = Executors.newSingleThreadExecutor();
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private SmallStudy study;
    private Map<String, String> expected;

    @BeforeAll
    void runTheStudy() throws IOException {
        study = SmallStudy.ofWorld();
        expected = study.run(folder.resolve("reference"));
        assertThat(expected).hasSizeGreaterThan(5);
    }

    @AfterAll
    void endTheWorker() {
        worker.shutdownNow();
        System.out.println("damage: seed " + SEED + ", " + ROUNDS + " rounds: " + outcomes);
    }

    /** What is left of a trial when it goes wrong. */
    private record Trial(String what, Path folder, SmallStudy study, Map<String, String> expected) {}

    @Test
    void noDamagedByteOfAFinishedStoreChangesAResult() throws Exception {
        Map<String, List<Path>> kinds = kinds(folder.resolve("reference/store"));
        assertThat(kinds).hasSizeGreaterThan(40);
        for (int round = 0; round < rounds(); round++) {
            for (Map.Entry<String, List<Path>> kind : turns(kinds)) {
                Random random = random(kind.getKey(), round);
                Path copy = copy(folder.resolve("reference"), "finished");
                Path original =
                        kind.getValue().get(random.nextInt(kind.getValue().size()));
                Path file = copy.resolve(
                        folder.resolve("reference").relativize(original).toString());
                // Half the time nothing is left of what was made from it, so that it has to be read.
                boolean isRead = random.nextBoolean();
                if (isRead) {
                    removeReaders(copy, file);
                }
                Damage damage = Damage.of(file, random);
                damage.apply(file);
                tryOut(new Trial(kind.getKey() + " " + damage + (isRead ? ", read" : ""), copy, study, expected));
            }
        }
    }

    @Test
    void noDamagedByteOfAnUnfinishedStageChangesAResult() throws Exception {
        for (Path unfinished : unfinishedStages()) {
            Map<String, List<Path>> kinds = kinds(unfinished.resolve("store/work"));
            for (int round = 0; round < rounds(); round++) {
                for (Map.Entry<String, List<Path>> kind : turns(kinds)) {
                    Random random = random(unfinished.getFileName() + kind.getKey(), round);
                    Path copy = copy(unfinished, "unfinished");
                    Path original =
                            kind.getValue().get(random.nextInt(kind.getValue().size()));
                    Path file = copy.resolve(unfinished.relativize(original).toString());
                    Damage damage = Damage.of(file, random);
                    damage.apply(file);
                    tryOut(new Trial(
                            unfinished.getFileName() + " " + kind.getKey() + " " + damage, copy, study, expected));
                }
            }
        }
    }

    @Test
    void unfinishedStagesThatChangedPlacesAndStrayFilesChangeNoResult() throws Exception {
        List<Path> unfinished = unfinishedStages();
        for (int i = 0; i < unfinished.size(); i++) {
            if (ROUNDS == 0 && i % 3 != Math.floorMod(SEED, 3)) {
                continue;
            }
            // The directories of another unfinished stage in the place of this one's.
            Path copy = copy(unfinished.get(i), "swapped");
            Path other = attempt(unfinished.get((i + 1) % unfinished.size()));
            Path own = attempt(copy);
            for (String part : List.of("work", "output")) {
                AtomicFiles.deleteTree(own.resolve(part));
                copyTree(other.resolve(part), own.resolve(part));
            }
            Files.createDirectories(own.resolve("output/sub"));
            Files.writeString(own.resolve("output/sub/stray"), "nobody wrote this");
            Files.writeString(own.resolve("output/weights.safetensors"), "nor this");
            tryOut(new Trial(unfinished.get(i).getFileName() + " with another's directories", copy, study, expected));
            try (Stream<Path> files = Files.walk(copy.resolve("store/stages"))) {
                assertThat(files.filter(file -> file.endsWith("stray"))).isEmpty();
            }
        }
    }

    @Test
    void noDamagedByteOfAUsersDataKeepsTheOldKey() throws Exception {
        Path data = folder.resolve("data");
        LearnableDataset.write(data);
        StageKey before = SmallStudy.ofData(data).plan().dataStage().key();
        for (int round = 0; round < rounds(); round++) {
            for (Map.Entry<String, List<Path>> kind : kinds(data).entrySet()) {
                Random random = random("data " + kind.getKey(), round);
                Path file = kind.getValue().get(random.nextInt(kind.getValue().size()));
                byte[] good = Files.readAllBytes(file);
                Damage damage = Damage.of(file, random);
                damage.apply(file);
                String what = "data " + kind.getKey() + " " + damage;
                String outcome = outcome(what, () -> {
                    SmallStudy other = SmallStudy.ofData(data);
                    if (other.plan().dataStage().key().equals(before)) {
                        // Its name, notices, white space.
                        assertThat(file.getFileName()).as(what).hasToString("dataset.json");
                        return "same data";
                    }
                    if (ROUNDS > 0 || damage.kind() == Damage.Kind.ZEROS) {
                        Path out = folder.resolve("other");
                        AtomicFiles.deleteTree(out);
                        other.run(out);
                    }
                    return "other key";
                });
                outcomes.merge(outcome, 1, Integer::sum);
                Files.write(file, good);
            }
        }
    }

    @Test
    void damagedResultsAreWrittenAgain() throws Exception {
        for (Map.Entry<String, List<Path>> kind :
                kinds(folder.resolve("reference/results")).entrySet()) {
            Random random = random("results " + kind.getKey(), 0);
            Path copy = copy(folder.resolve("reference"), "results");
            Path original = kind.getValue().get(random.nextInt(kind.getValue().size()));
            Path file = copy.resolve(
                    folder.resolve("reference").relativize(original).toString());
            Damage damage = Damage.of(file, random);
            damage.apply(file);
            assertThat(study.report(copy)).as(kind.getKey() + damage).isEqualTo(expected);
        }
    }

    private void tryOut(Trial trial) throws Exception {
        String outcome = outcome(trial.what(), () -> {
            assertThat(trial.study().run(trial.folder())).as(trial.what()).isEqualTo(trial.expected());
            return "same results";
        });
        outcomes.merge(outcome, 1, Integer::sum);
    }

    /** What became of {@code work}: its own answer, or that it was refused with a message for the user. */
    private String outcome(String what, Callable<String> work) throws Exception {
        try {
            return worker.submit(work).get(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("seed " + SEED + ": it hangs: " + what, e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof UserException refused && refused.exitCode() == 2) {
                assertThat(refused.getMessage()).as(what).isNotBlank();
                return "refused by name";
            }
            throw new AssertionError("seed " + SEED + ": " + what + ": " + cause, cause);
        }
    }

    private static int rounds() {
        return Math.max(1, ROUNDS);
    }

    /**
     * The kinds that have their turn; a damaged lease, which nobody may take for ten seconds, only in the long form.
     */
    private static List<Map.Entry<String, List<Path>>> turns(Map<String, List<Path>> kinds) {
        return kinds.entrySet().stream()
                .filter(kind -> ROUNDS > 0
                        || (!kind.getKey().endsWith("lease.json")
                                && random("turn of " + kind.getKey(), 0).nextInt(SHARE) == 0))
                .toList();
    }

    private static Random random(String what, int round) {
        return new Random(SEED ^ (31L * round + what.hashCode()));
    }

    /** The files under {@code root} by what they are: keys, tokens and numbers of steps do not count. */
    private static Map<String, List<Path>> kinds(Path root) throws IOException {
        Map<String, List<Path>> kinds = new TreeMap<>();
        Map<String, String> stages = new HashMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = root.relativize(file).toString();
                String first = name.replaceFirst("^(stages/[0-9a-f]{64}).*", "$1");
                if (first.startsWith("stages/")) {
                    stages.computeIfAbsent(first, key -> label(root.resolve(key)));
                    name = stages.get(first) + name.substring(first.length());
                }
                kinds.computeIfAbsent(
                                name.replaceAll("[0-9a-f]{64}", "KEY")
                                        .replaceAll("/[0-9a-f]{16}/", "/TOKEN/")
                                        .replaceAll("checkpoint-[0-9]+", "checkpoint-N"),
                                kind -> new ArrayList<>())
                        .add(file);
            }
        }
        kinds.keySet().removeIf(name -> name.endsWith(".log"));
        return kinds;
    }

    private static String label(Path stage) {
        try {
            String manifest = Files.readString(stage.resolve("stage.json"));
            return manifest.replaceFirst("(?s).*\"label\" : \"([^\"]*)\".*", "$1");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes all stages made from the one that {@code file} belongs to. */
    private void removeReaders(Path copy, Path file) throws IOException {
        Path inStore = copy.resolve("store/stages").relativize(file);
        if (StageKey.isKey(inStore.getName(0).toString())) {
            for (Stage reader : study.readersOf(new StageKey(inStore.getName(0).toString()))) {
                AtomicFiles.deleteTree(
                        copy.resolve("store/stages").resolve(reader.key().hex()));
            }
        }
    }

    /** A store for each kind of stage, in which it is the one that was interrupted, with checkpoints. */
    private List<Path> unfinishedStages() throws IOException {
        List<Path> unfinished = new ArrayList<>();
        System.setProperty(TrainingRun.CHECKPOINT_SECONDS_PROPERTY, "0");
        try {
            for (Stage stage : study.plan().stages()) {
                Path copy = folder.resolve(stage.name());
                if (!stage.name().equals("data") && !unfinished.contains(copy)) {
                    if (!Files.exists(copy)) {
                        copyTree(folder.resolve("reference"), copy);
                        Path stages = copy.resolve("store/stages");
                        AtomicFiles.deleteTree(stages.resolve(stage.key().hex()));
                        for (Stage reader : study.readersOf(stage.key())) {
                            AtomicFiles.deleteTree(stages.resolve(reader.key().hex()));
                        }
                        interrupt(copy, stage.name().equals("evaluation") ? 1 : 4);
                    }
                    unfinished.add(copy);
                }
            }
        } finally {
            System.clearProperty(TrainingRun.CHECKPOINT_SECONDS_PROPERTY);
        }
        return unfinished;
    }

    private void interrupt(Path copy, int update) throws IOException {
        try {
            study.run(copy, InterruptingProgress.at(update));
            throw new AssertionError(copy.getFileName() + " finished before it was interrupted");
        } catch (StageFailedException e) {
            assertThat(e).hasMessageContaining(Interruption.MESSAGE);
        }
    }

    /** {@code STORE/work/KEY/TOKEN} of the only unfinished stage that has one. */
    private static Path attempt(Path unfinished) throws IOException {
        try (Stream<Path> files = Files.walk(unfinished.resolve("store/work"))) {
            return files.filter(file -> file.endsWith("lease.json"))
                    .findFirst()
                    .orElseThrow()
                    .getParent();
        }
    }

    private static Path copy(Path from, String name) throws IOException {
        Path copy = folder.resolve("trial-" + name);
        AtomicFiles.deleteTree(copy);
        copyTree(from, copy);
        return copy;
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
