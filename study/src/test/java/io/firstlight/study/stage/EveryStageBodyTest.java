package io.firstlight.study.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.core.progress.Progress;
import io.firstlight.study.file.Recipe;
import io.firstlight.study.recipe.ImageEncoderChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds of every body: its files, the same bytes in every run, and after an interruption. */
class EveryStageBodyTest {
    private static final Set<String> MODEL = Set.of("samples.txt", "weights.safetensors", "model.json", "curves.json");
    private static final Set<String> TOKENS = Set.of("tokens.json", "quarantine.json");
    /** Of every file that the catalog names. */
    private static final Set<String> INDICES = Stream.of(
                    "text",
                    "validation",
                    "encoder",
                    "mixture",
                    "dialogues",
                    "encoder-images",
                    "mixture-images",
                    "dialogues-images",
                    "evaluation-images")
            .map(name -> "indices/" + name + "-0.index")
            .collect(Collectors.toCollection(TreeSet::new));

    private static final Map<String, Set<String>> FILES = Map.of(
            "data", union(INDICES, Set.of("facts.json")),
            "image_encoder", Set.of("weights.safetensors", "encoder.json", "curves.json", "samples.txt"),
            "image_features",
                    Set.of(
                            "features/encoder.features",
                            "features/mixture.features",
                            "features/dialogues.features",
                            "features/evaluation.features",
                            "floors.json"),
            "trunk", union(union(MODEL, TOKENS), Set.of("optimizer.safetensors", "optimizer.json", "position.json")),
            "alignment", MODEL,
            "mixture", union(MODEL, TOKENS),
            "fine_tuning", union(MODEL, TOKENS),
            "evaluation", Set.of("items.jsonl", "metrics.json", "validation.json", "floors.json"));

    @TempDir
    private static Path folder;

    private static TinyStudy study;

    @BeforeAll
    static void makeStudy() throws IOException {
        study = TinyStudy.in(folder);
    }

    private static Set<String> union(Set<String> first, Set<String> second) {
        Set<String> union = new TreeSet<>(first);
        union.addAll(second);
        return union;
    }

    @Test
    void aBodyWritesItsFilesAndNoOthers() throws IOException {
        for (Stage stage : study.plan().stages()) {
            assertThat(Trees.bytes(study.output(stage)).keySet())
                    .as(stage.label())
                    .isEqualTo(FILES.get(stage.name()));
        }
    }

    @Test
    void anotherRunGivesTheSameBytes() throws IOException {
        for (Stage stage : study.plan().stages()) {
            Path again = study.run(stage, "again", Progress.silent(), 1);
            assertThat(Trees.bytes(again)).as(stage.label()).isEqualTo(Trees.bytes(study.output(stage)));
        }
    }

    @Test
    void aBodyThatWasInterruptedGoesOnAndEndsWithTheSameBytes() throws IOException {
        Recipe frozen = study.plan().recipes().get(0);
        List<Stage> stages = new ArrayList<>();
        study.plan().stages().stream()
                .map(Stage::name)
                .filter(name -> !name.equals("data"))
                .distinct()
                .forEach(name -> stages.add(study.stage(name, frozen::equals)));
        stages.add(study.stage("mixture", recipe -> recipe.imageEncoder() == ImageEncoderChoice.TRAINED_VIT));
        stages.add(study.stage("mixture", recipe -> !TinyStudy.hasImages(recipe)));
        for (Stage stage : stages) {
            // The last updates are steps, whatever was read before.
            ResumedStage run = ResumedStage.of(study, stage, 4, 1);
            if (stage.spec() instanceof TrainStage) {
                assertThat(Files.isDirectory(run.output().resolveSibling("work").resolve("checkpoints")))
                        .as(stage.label())
                        .isTrue();
                assertThat(run.afterwards())
                        .as("%s: steps after the interruption, of %d", stage.label(), run.wholeRun())
                        .isLessThan(run.wholeRun());
            }
        }
    }
}
