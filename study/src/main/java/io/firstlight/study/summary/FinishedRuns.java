package io.firstlight.study.summary;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.error.UserException;
import io.firstlight.core.json.Json;
import io.firstlight.eval.item.Split;
import io.firstlight.eval.record.ItemRecord;
import io.firstlight.eval.record.ItemRecords;
import io.firstlight.eval.run.Evaluation;
import io.firstlight.study.plan.RecipeRun;
import io.firstlight.study.plan.StagePlan;
import io.firstlight.study.recipe.Recipe;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.store.FinishedStage;
import io.firstlight.study.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The finished stages of a plan, with the answers of every model read and indexed. */
final class FinishedRuns {
    private static final String FLOORS_FILE = "floors.json";
    private static final String VALIDATION_FILE = "validation.json";
    private final StagePlan plan;
    private final Map<Stage, FinishedStage> stages = new LinkedHashMap<>();
    private final Map<RecipeRun, Answers> answers = new HashMap<>();

    /**
     * One model's answers.
     *
     * @param results by task, split and condition, then by item
     * @param floors by split, task and floor: accuracies that need no language model
     * @param textLoss on held-out text, in nats per token; NaN when it was not measured
     */
    record Answers(
            Path itemsFile,
            Map<AnswerGroup, Map<String, ItemRecord>> results,
            Map<Split, Map<String, Map<String, Double>>> floors,
            double textLoss) {}

    /** @throws UserException naming the first stage that is not there */
    FinishedRuns(StagePlan plan, Store store) {
        this.plan = plan;
        for (Stage stage : plan.stages()) {
            stages.put(
                    stage,
                    store.find(stage.key())
                            .orElseThrow(() -> new UserException("the study is not finished: stage '" + stage.label()
                                    + "' has no result yet; run the study first")));
        }
        for (RecipeRun run : plan.runs()) {
            answers.put(run, read(directory(plan.stage(run.evaluation()))));
        }
    }

    private static Answers read(Path evaluation) {
        Path file = evaluation.resolve(Evaluation.ITEMS_FILE);
        Map<AnswerGroup, Map<String, ItemRecord>> results = new HashMap<>();
        for (ItemRecord answer : ItemRecords.read(file)) {
            results.computeIfAbsent(
                            new AnswerGroup(
                                    answer.item().task(),
                                    answer.item().split(),
                                    answer.input().condition()),
                            group -> new HashMap<>())
                    .put(answer.item().id(), answer);
        }
        return new Answers(
                file,
                results,
                readFloors(evaluation.resolve(FLOORS_FILE)),
                readTextLoss(evaluation.resolve(VALIDATION_FILE)));
    }

    private static Map<Split, Map<String, Map<String, Double>>> readFloors(Path file) {
        Map<Split, Map<String, Map<String, Double>>> floors = new EnumMap<>(Split.class);
        if (Files.isRegularFile(file)) {
            Json.read(file, JsonNode.class)
                    .properties()
                    .forEach(split -> split.getValue()
                            .properties()
                            .forEach(task -> task.getValue()
                                    .properties()
                                    .forEach(floor -> floors.computeIfAbsent(
                                                    Split.of(split.getKey()), name -> new HashMap<>())
                                            .computeIfAbsent(task.getKey(), name -> new LinkedHashMap<>())
                                            .put(
                                                    floor.getKey(),
                                                    floor.getValue().asDouble()))));
        }
        return floors;
    }

    private static double readTextLoss(Path file) {
        if (!Files.isRegularFile(file)) {
            return Double.NaN;
        }
        JsonNode loss = Json.read(file, JsonNode.class).path("textLoss");
        // A loss over no text is written as the word NaN.
        return loss.isNumber() ? loss.doubleValue() : Double.NaN;
    }

    StagePlan plan() {
        return plan;
    }

    Answers answers(RecipeRun run) {
        return answers.get(run);
    }

    /** The models of a recipe, one for each seed in the study's order. */
    List<RecipeRun> runs(Recipe recipe) {
        return plan.runs().stream().filter(run -> run.recipe().equals(recipe)).toList();
    }

    Map<Stage, FinishedStage> stages() {
        return stages;
    }

    Path directory(Stage stage) {
        return stages.get(stage).directory();
    }
}
