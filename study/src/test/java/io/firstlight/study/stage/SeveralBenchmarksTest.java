package io.firstlight.study.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.config.ConfigException;
import io.firstlight.core.error.UserException;
import io.firstlight.core.json.Json;
import io.firstlight.core.progress.Progress;
import io.firstlight.data.catalog.Catalog;
import io.firstlight.eval.record.ItemRecord;
import io.firstlight.eval.record.ItemRecords;
import io.firstlight.eval.score.Condition;
import io.firstlight.study.cost.SpeedProbe;
import io.firstlight.study.machine.Machine;
import io.firstlight.study.plan.DataCheck;
import io.firstlight.study.plan.StagePlan;
import io.firstlight.study.result.StudyResults;
import io.firstlight.study.result.StudyResults.SampleItem;
import io.firstlight.study.result.StudyResults.TaskResult;
import io.firstlight.study.run.LocalExecutor;
import io.firstlight.study.run.StudyPreparation;
import io.firstlight.study.run.StudyRunner;
import io.firstlight.study.store.Store;
import io.firstlight.study.summary.StudyResultsBuilder;
import io.firstlight.study.training.StageData;
import io.firstlight.study.work.DataFacts;
import io.firstlight.study.world.LearnableDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies of a data set with two benchmarks, which have a task and keys of images in common. */
class SeveralBenchmarksTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeData() throws IOException {
        LearnableDataset.write(folder.resolve("data"));
        LearnableDataset.addBenchmark(folder.resolve("data"));
    }

    /** A study of one recipe, with {@code keys} under {@code evaluation}. */
    private TinyStudy study(String keys) {
        return TinyStudy.of(
                folder,
                "data: {directory: '" + folder.resolve("data") + "'}\n",
                file -> file.replaceFirst("(?s)axes:.*seeds", "seeds")
                        .replace("validation_tokens: 50", "validation_tokens: 50" + keys));
    }

    private List<ItemRecord> records(Store store, StagePlan plan) {
        Stage evaluation = plan.stages().stream()
                .filter(stage -> stage.spec() instanceof Evaluate)
                .findFirst()
                .orElseThrow();
        return ItemRecords.read(
                store.find(evaluation.key()).orElseThrow().directory().resolve("items.jsonl"));
    }

    private void run(Store store, StagePlan plan, Predicate<Stage> which) {
        try (LocalExecutor executor = new LocalExecutor(1, StageBodies.bySpec())) {
            new StudyRunner(store, Progress.silent())
                    .run(
                            StudyPreparation.of(plan, store, SpeedProbe.assumed(1e10), new Machine("test", 1, 1)),
                            executor,
                            which);
        }
    }

    @Test
    void resultsHoldTheTasksOfBothAsIfEachHadBeenEvaluatedAlone() throws IOException {
        StagePlan both = study(", benchmarks: [evaluation, mine]").plan();
        StagePlan one = study(", benchmarks: [mine]").plan();
        try (Store store = Store.open(folder.resolve("store"), notice -> {})) {
            run(store, both, stage -> true);
            run(store, one, stage -> true);
            List<ItemRecord> records = records(store, both);
            List<ItemRecord> alone = records(store, one);
            assertThat(outputs(records, "mine.naming"))
                    .as("the images are those of the benchmark, though the other has their keys too")
                    .isEqualTo(outputs(alone, "naming"))
                    .hasSize(2 * 2 * LearnableDataset.EVALUATION_IMAGES)
                    .isNotEqualTo(outputs(records, "evaluation.naming"));
            assertThat(outputs(records, "ordering")).isEqualTo(outputs(alone, "ordering"));
            assertThat(records.stream().map(record -> record.item().cluster()))
                    .contains("x0", "mine/x0", "cloze/reported0", "ordering/reported");

            StudyResults results = StudyResultsBuilder.build(both, store);
            assertThat(results.tasks())
                    .extracting(TaskResult::name)
                    .containsExactly("evaluation.naming", "cloze", "mine.naming", "ordering");
            assertThat(results.recipes().get(0).tasks().get("mine.naming").floors())
                    .containsKeys("chance", "majority", "withheld", "shuffled", "pixelNeighbour", "featureNeighbour");
            assertThat(image(results, "mine.naming")).isNotEmpty().isNotEqualTo(image(results, "evaluation.naming"));
            assertThat(StudyResultsBuilder.build(one, store).tasks())
                    .extracting(TaskResult::name)
                    .containsExactly("naming", "ordering");
        }
    }

    /** What went in and what came out; other images are drawn by the task's name, so not under that condition. */
    private static List<Object> outputs(List<ItemRecord> records, String task) {
        return records.stream()
                .filter(record ->
                        record.item().task().equals(task) && record.input().condition() != Condition.SHUFFLED)
                .map(record -> (Object) List.of(record.input(), record.output()))
                .toList();
    }

    /** The image of the last item that is shown of a task. */
    private static String image(StudyResults results, String task) {
        return results.account().samples().stream()
                .filter(sample -> sample.task().equals(task))
                .reduce((first, second) -> second)
                .map(SampleItem::imagePng)
                .orElseThrow();
    }

    @Test
    void oneBenchmarkIsWrittenIntoKeysAsWhenAStudyHadJustOne() {
        JsonNode usual = Json.tree(new Evaluate.Sources(List.of("evaluation"), "validation"));
        assertThat(usual.toString()).isEqualTo("{\"benchmark\":\"evaluation\",\"validation\":\"validation\"}");
        Evaluate.Sources two = new Evaluate.Sources(List.of("evaluation", "mine"), "validation");
        assertThat(Json.tree(two).path("benchmark").toString()).isEqualTo("[\"evaluation\",\"mine\"]");
        assertThat(Json.parse(usual.toString(), Evaluate.Sources.class).benchmarks())
                .containsExactly("evaluation");
        assertThat(Json.parse(Json.canonical(two), Evaluate.Sources.class)).isEqualTo(two);
        assertThat(study(", benchmarks: [evaluation]").plan().stages())
                .as("the default, spelled out")
                .isEqualTo(study("").plan().stages());
    }

    @Test
    void anUnknownBenchmarkIsRefusedWithTheNearestNameBeforeAnythingTrains() {
        StagePlan plan = study(", benchmarks: [evaluation, mines]").plan();
        try (Store store = Store.open(folder.resolve("store"), notice -> {})) {
            run(store, plan, stage -> stage.spec() instanceof PrepareData);
            Path data = store.find(plan.dataStage().key()).orElseThrow().directory();
            assertThatThrownBy(() -> DataCheck.require(plan, data, Set.of(), Progress.silent()))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("'mines'; did you mean 'mine'?");
        }
    }

    @Test
    void mistakesInTheFileAreNamedWithTheirPlace() {
        assertThatThrownBy(() -> study(", benchmarks: []"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("evaluation.benchmarks: found no name");
        assertThatThrownBy(() -> study(", benchmarks: [mine, mine]"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("evaluation.benchmarks: found [mine, mine], which has a name twice");
        assertThatThrownBy(() -> study("}\noverlays: {other: {evaluation: {benchmarks: [mine]}}}\naxes:\n"
                        + "  - {vary: recipe, values: [other]}\nobjective: {vision: 0.5"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "found [mine], but recipes are compared on the same items, those of [evaluation]");
    }

    @Test
    void costsCountTheItemsOfEveryBenchmark() throws IOException {
        TinyStudy study = study("");
        DataFacts facts = DataFacts.read(study.output(study.plan().dataStage()));
        long first = facts.evaluation(List.of("evaluation")).rows();
        long second = facts.evaluation(List.of("mine")).rows();
        assertThat(first).isGreaterThan(second);
        assertThat(facts.evaluation(List.of("evaluation", "mine")).rows()).isEqualTo(first + second);
        assertThat(second).as("8 images and 1 text, on 2 splits").isEqualTo(2 * (3 * 8 + 1));
    }

    @Test
    void benchmarksOfOneSetOfImagesShareItsClusters() throws IOException {
        Path dataset = folder.resolve("data/dataset.json");
        String text = Files.readString(dataset);
        Files.writeString(dataset, text.replace("images/mine.tar", "images/evaluation.tar"));
        try (StageData data = StageData.open(folder.resolve("data"), Optional.empty())) {
            Benchmarks benchmarks = Benchmarks.open(data, List.of("evaluation", "mine"));
            assertThat(benchmarks.all().items("mine.naming").get(0).cluster())
                    .isEqualTo("x0")
                    .isEqualTo(
                            benchmarks.all().items("evaluation.naming").get(0).cluster());
        }
        assertThat(Catalog.open(folder.resolve("data")).benchmarkNames()).containsExactly("evaluation", "mine");
    }
}
