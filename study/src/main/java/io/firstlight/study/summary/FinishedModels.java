package io.firstlight.study.summary;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.error.UserException;
import io.firstlight.eval.item.Split;
import io.firstlight.eval.record.ItemRecord;
import io.firstlight.eval.record.ItemRecords;
import io.firstlight.eval.run.Evaluation;
import io.firstlight.study.file.Recipe;
import io.firstlight.study.plan.RecipeRun;
import io.firstlight.study.plan.StagePlan;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.store.FinishedStage;
import io.firstlight.study.store.Store;
import io.firstlight.study.training.StageFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The stages of a plan that are finished, with the answers of every evaluated model read and indexed. */
final class FinishedModels {
    private final StagePlan plan;
    private final Map<Stage, FinishedStage> stages = new LinkedHashMap<>();
    private final Map<RecipeRun, Answers> answers = new HashMap<>();

    /**
     * One model's answers.
     *
     * @param records by task, split and condition, then by item
     * @param floors by split, task and floor: scores that need no language model
     * @param textLoss on held-out text, in nats per token; NaN when it was not measured
     */
    record Answers(
            Path itemsFile,
            Map<AnswerGroup, Map<String, ItemRecord>> records,
            Map<Split, Map<String, Map<String, Double>>> floors,
            double textLoss) {

        /**
         * The record of an item in a group of answers.
         *
         * @throws UserException naming the file if it has no such record
         */
        ItemRecord record(AnswerGroup group, String item) {
            ItemRecord record = records.getOrDefault(group, Map.of()).get(item);
            if (record == null) {
                throw new UserException(itemsFile + " has no answer to item '" + item + "' of task '" + group.task()
                        + "' (" + group.split().serializedName()
                        + "); delete its directory and run the study again");
            }
            return record;
        }
    }

    FinishedModels(StagePlan plan, Store store) {
        this.plan = plan;
        for (Stage stage : plan.stages()) {
            store.find(stage.key(), stage.spec()::isReported, () -> {})
                    .ifPresent(finished -> stages.put(stage, finished));
        }
        for (RecipeRun run : plan.runs()) {
            directory(plan.stage(run.evaluation())).ifPresent(directory -> answers.put(run, read(directory)));
        }
    }

    private static Answers read(Path evaluation) {
        Path file = evaluation.resolve(Evaluation.ITEMS_FILE);
        Map<AnswerGroup, Map<String, ItemRecord>> records = new HashMap<>();
        for (ItemRecord record : ItemRecords.read(file)) {
            records.computeIfAbsent(
                            new AnswerGroup(
                                    record.item().task(),
                                    record.item().split(),
                                    record.input().condition()),
                            group -> new LinkedHashMap<>())
                    .put(record.item().id(), record);
        }
        return new Answers(
                file,
                records,
                readFloors(evaluation.resolve(StageFiles.FLOORS)),
                readTextLoss(evaluation.resolve(StageFiles.VALIDATION)));
    }

    private static Map<Split, Map<String, Map<String, Double>>> readFloors(Path file) {
        Map<Split, Map<String, Map<String, Double>>> floors = new EnumMap<>(Split.class);
        if (Files.isRegularFile(file)) {
            StageFiles.read(file, JsonNode.class)
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
        JsonNode loss = StageFiles.read(file, JsonNode.class).path("textLoss");
        // A loss over no text is written as the word NaN.
        return loss.isNumber() ? loss.doubleValue() : Double.NaN;
    }

    StagePlan plan() {
        return plan;
    }

    boolean isEvaluated(RecipeRun run) {
        return answers.containsKey(run);
    }

    /** Of an evaluated model. */
    Answers answers(RecipeRun run) {
        return answers.get(run);
    }

    /** The models of a recipe, one for each seed in the study's order, evaluated or not. */
    List<RecipeRun> runs(Recipe recipe) {
        return plan.runs().stream().filter(run -> run.recipe().equals(recipe)).toList();
    }

    /** The evaluated models of the study, in the order of the plan. */
    List<RecipeRun> evaluated() {
        return plan.runs().stream().filter(this::isEvaluated).toList();
    }

    Map<Stage, FinishedStage> stages() {
        return stages;
    }

    /** Where a stage's result lies; empty when it is not finished. */
    Optional<Path> directory(Stage stage) {
        return Optional.ofNullable(stages.get(stage)).map(FinishedStage::directory);
    }
}
