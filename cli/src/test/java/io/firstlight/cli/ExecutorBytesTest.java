package io.firstlight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One recipe of the tiny quickstart on threads and in processes, and in processes that are killed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ExecutorBytesTest {
    /** So often that a kill in the middle of any stage finds a checkpoint. */
    private static final String CHECKPOINT_SECONDS = "firstlight.checkpointSeconds";

    /** One for all tests: the second reads what the first made. */
    @TempDir
    private static Path folder;

    private Path study;
    private Map<String, String> expected;

    @AfterEach
    void checkpointAsUsual() {
        System.clearProperty(CHECKPOINT_SECONDS);
    }

    private CommandRun run(String out, String executor) {
        return CommandRun.of(
                "study",
                "run",
                study.toString(),
                "--budget",
                "tiny",
                "--seeds",
                "1",
                "--executor",
                executor,
                "--json",
                "--out",
                folder.resolve(out).toString());
    }

    /** SHA-256 of every file of every finished stage, from the stages' manifests. */
    private Map<String, String> bytes(String out) throws IOException {
        Map<String, String> bytes = new TreeMap<>();
        try (Stream<Path> stages = Files.list(folder.resolve(out).resolve("store/stages"))) {
            for (Path stage : stages.toList()) {
                JsonNode manifest = Json.read(stage.resolve("stage.json"), JsonNode.class);
                String label = manifest.at("/about/label").asText();
                manifest.at("/files")
                        .forEach(file -> bytes.put(
                                label + ": " + file.get("path").asText(),
                                file.get("sha256").asText()));
            }
        }
        return bytes;
    }

    @Test
    @Order(1)
    void processesGiveTheBytesThatThreadsGive() throws IOException {
        String text = Files.readString(CommandRun.quickstartFile());
        study = Files.writeString(
                folder.resolve("quickstart.yaml"),
                text.replace("values: [0, 80, 100]", "values: [80]").replace("values: [0, 0.4]", "values: [0.4]"));
        CommandRun threads = run("threads", "threads");
        assertThat(threads.exitCode()).as(threads.err()).isZero();
        CommandRun processes = run("processes", "processes");
        assertThat(processes.exitCode()).as(processes.err()).isZero();
        expected = bytes("threads");
        assertThat(expected).hasSizeGreaterThan(20);
        assertThat(bytes("processes")).isEqualTo(expected);
        assertThat(Json.parse(processes.out(), JsonNode.class).at("/recipes"))
                .isEqualTo(Json.parse(threads.out(), JsonNode.class).at("/recipes"));
    }

    @Test
    @Order(2)
    void processesKilledInTheMiddleOfAStageGoOnToTheSameBytes() throws IOException {
        System.setProperty(CHECKPOINT_SECONDS, "0");
        copyTheDataStage();
        CompletableFuture<Long> killed = CompletableFuture.supplyAsync(this::killAChildThatHasSavedSomething);
        CommandRun interrupted = run("killed", "processes");
        assertThat(interrupted.err())
                .contains("process " + killed.join() + " was killed by signal 9 (SIGKILL)")
                .contains("what it wrote is in")
                .contains("the same command continues from there");
        assertThat(interrupted.exitCode()).isEqualTo(1);
        System.clearProperty(CHECKPOINT_SECONDS);
        CommandRun end = run("killed", "processes");
        assertThat(end.exitCode()).as(end.err()).isZero();
        assertThat(bytes("killed")).isEqualTo(expected);
    }

    /** Waits until a stage at work has a checkpoint, then kills the process that has that stage. */
    private long killAChildThatHasSavedSomething() {
        while (true) {
            for (String key : stagesWithCheckpoints()) {
                String log = "stage-" + key.substring(0, 12) + ".log";
                Optional<ProcessHandle> child = ProcessHandle.current()
                        .children()
                        .filter(process -> Arrays.stream(
                                        process.info().arguments().orElse(new String[0]))
                                .anyMatch(argument -> argument.endsWith(log)))
                        .findFirst();
                if (child.isPresent() && child.get().destroyForcibly()) {
                    return child.get().pid();
                }
            }
            sleep();
        }
    }

    /** Keys of unfinished stages of the study that is to be killed. */
    private static Set<String> stagesWithCheckpoints() {
        Path work = folder.resolve("killed/store/work");
        try (Stream<Path> files = Files.isDirectory(work) ? Files.walk(work) : Stream.empty()) {
            return files.filter(file -> file.getParent().endsWith("checkpoints")
                            && !file.toString().endsWith(".partial"))
                    .map(file -> work.relativize(file).getName(0).toString())
                    .collect(Collectors.toSet());
        } catch (IOException | UncheckedIOException e) {
            // A stage finished between two looks.
            return Set.of();
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void copyTheDataStage() throws IOException {
        try (Stream<Path> stages = Files.list(folder.resolve("threads/store/stages"))) {
            Path data = stages.filter(stage -> Files.exists(stage.resolve("dataset.json")))
                    .findFirst()
                    .orElseThrow();
            Path target = folder.resolve("killed/store/stages").resolve(data.getFileName());
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.toList()) {
                    Path copy = target.resolve(data.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
    }
}
