package io.firstlight.study.summary;

import io.firstlight.eval.benchmark.EvaluationSet;
import io.firstlight.eval.benchmark.EvaluationTask;
import io.firstlight.eval.floor.MajorityAnswer;
import io.firstlight.eval.item.Split;
import io.firstlight.eval.record.ItemRecord;
import io.firstlight.eval.score.Condition;
import io.firstlight.study.file.Recipe;
import io.firstlight.study.plan.RecipeRun;
import io.firstlight.study.result.StudyResults.Interval;
import io.firstlight.study.result.StudyResults.ItemCount;
import io.firstlight.study.result.StudyResults.TaskScore;
import io.firstlight.study.statistics.Contrast;
import io.firstlight.study.statistics.Inference;
import io.firstlight.study.statistics.ItemScores;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Every score of one split with its interval and its floors. */
final class TaskScores {
    private final FinishedModels models;
    private final EvaluationSet set;
    private final AnswerTables tables;
    private final ComparedBlock block;
    private final Split split;
    private final Map<String, Double> majorities = new HashMap<>();

    TaskScores(FinishedModels models, EvaluationSet set, ComparedBlock block, Split split) {
        this.models = models;
        this.set = set;
        this.tables = new AnswerTables(models, set);
        this.block = block;
        this.split = split;
        for (EvaluationTask task : asked()) {
            majorities.put(task.name(), MajorityAnswer.score(set, task.name(), split));
        }
    }

    /** The tasks with items on the split. */
    private List<EvaluationTask> asked() {
        return set.tasks().stream()
                .filter(task -> !set.items(task.name(), split).isEmpty())
                .toList();
    }

    /** Over the block's seeds of one of its recipes. */
    Map<String, TaskScore> of(Recipe recipe, SplitStatistics statistics) {
        int index = block.recipes().indexOf(recipe);
        List<RecipeRun> runs = block.runs(models, recipe);
        Map<String, TaskScore> scores = new LinkedHashMap<>();
        for (EvaluationTask task : asked()) {
            ItemScores items = tables.scores(runs.get(0), task, split, ItemRecord::score);
            scores.put(
                    task.name(),
                    new TaskScore(
                            new ItemCount(items.numItems(), items.numClusters()),
                            uncentred(statistics.score(), task, index),
                            centred(uncentred(statistics.score(), task, index), items.chance()),
                            uncentred(statistics.probability(), task, index),
                            floors(task, recipe, runs)));
        }
        return scores;
    }

    /** Of one evaluated model; intervals are over clusters of items alone. */
    Map<String, TaskScore> of(RecipeRun run) {
        Map<String, TaskScore> scores = new LinkedHashMap<>();
        for (EvaluationTask task : asked()) {
            ItemScores items = tables.scores(run, task, split, ItemRecord::score);
            Interval score = items.wilson(0, 0).interval();
            scores.put(
                    task.name(),
                    new TaskScore(
                            new ItemCount(items.numItems(), items.numClusters()),
                            score,
                            centred(score, items.chance()),
                            tables.scores(
                                            run,
                                            task,
                                            split,
                                            record -> record.scores()
                                                    .goldProbability()
                                                    .raw())
                                    .wilson(0, 0)
                                    .interval(),
                            floors(task, run.recipe(), List.of(run))));
        }
        return scores;
    }

    private Map<String, Double> floors(EvaluationTask task, Recipe recipe, List<RecipeRun> runs) {
        Map<String, Double> floors = new LinkedHashMap<>();
        floors.put("chance", set.chance(task.name(), split));
        floors.put("majority", majorities.get(task.name()));
        mean(runs.stream().map(run -> score(run, task, Condition.WITHHELD)).toList())
                .ifPresent(v -> floors.put("withheld", v));
        mean(runs.stream().map(run -> score(run, task, Condition.SHUFFLED)).toList())
                .ifPresent(v -> floors.put("shuffled", v));
        for (String floor : List.of("pixelNeighbour", "featureNeighbour")) {
            neighbour(task, floor, runs).ifPresent(v -> floors.put(floor, v));
        }
        noTextPretraining(task, recipe, runs).ifPresent(v -> floors.put("noTextPretraining", v));
        return floors;
    }

    /** Mean score of a model under a condition; empty where the task is not asked so. */
    private OptionalDouble score(RecipeRun run, EvaluationTask task, Condition condition) {
        return models
                .answers(run)
                .records()
                .getOrDefault(new AnswerGroup(task.name(), split, condition), Map.of())
                .values()
                .stream()
                .mapToDouble(ItemRecord::score)
                .average();
    }

    /** Of the models themselves, or of any: a nearest neighbour does not depend on the recipe that asks. */
    private OptionalDouble neighbour(EvaluationTask task, String floor, List<RecipeRun> runs) {
        OptionalDouble own = neighbours(task, floor, runs);
        return own.isPresent() || floor.equals("featureNeighbour") ? own : neighbours(task, floor, models.evaluated());
    }

    private OptionalDouble neighbours(EvaluationTask task, String floor, List<RecipeRun> runs) {
        return runs.stream()
                .map(run -> models.answers(run)
                        .floors()
                        .getOrDefault(split, Map.of())
                        .getOrDefault(task.name(), Map.of()))
                .filter(floors -> floors.containsKey(floor))
                .mapToDouble(floors -> floors.get(floor))
                .average();
    }

    /**
     * The same recipe with a branch at 0 %, under the same seeds. Where the study has none, for a text task the default
     * recipe with a branch at 0 %: what its text score must be read against. A recipe without text pre-training has no
     * such floor, nor one whose counterpart is not evaluated yet.
     */
    private OptionalDouble noTextPretraining(EvaluationTask task, Recipe recipe, List<RecipeRun> runs) {
        List<Recipe> planned = models.plan().recipes();
        Optional<Recipe> own = withoutText(recipe).filter(planned::contains);
        Optional<Recipe> floor = own.isEmpty() && !task.isVisual()
                ? withoutText(models.plan().study().comparison().defaultRecipe())
                        .filter(planned::contains)
                : own;
        if (floor.isEmpty() || own.equals(Optional.of(recipe))) {
            return OptionalDouble.empty();
        }
        List<Long> seeds = runs.stream().map(RecipeRun::seed).toList();
        return models.runs(floor.get()).stream()
                .filter(run -> seeds.contains(run.seed()) && models.isEvaluated(run))
                .flatMap(run ->
                        score(run, task, AnswerTables.counted(task)).stream().boxed())
                .mapToDouble(score -> score)
                .average();
    }

    private static Optional<Recipe> withoutText(Recipe recipe) {
        return recipe.settings().withTextPercent(0).map(settings -> new Recipe(settings, Map.of()));
    }

    private static OptionalDouble mean(List<OptionalDouble> values) {
        return values.stream()
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average();
    }

    /**
     * A recipe's mean score of a task. A score is from 0 to 1: neither its bounds nor the rounding of its estimate may
     * leave that.
     */
    private static Interval uncentred(Inference inference, EvaluationTask task, int recipe) {
        ItemScores items = inference.table().tasks().stream()
                .filter(one -> one.name().equals(task.name()))
                .findFirst()
                .orElseThrow();
        Interval centred = inference
                .estimate(Contrast.score(
                        inference.table(), recipe, inference.table().mean(items::equals)))
                .interval();
        double chance = items.chance();
        return new Interval(
                share(chance + (1 - chance) * centred.estimate()),
                share(chance + (1 - chance) * centred.low()),
                share(chance + (1 - chance) * centred.high()));
    }

    private static double share(double value) {
        return Math.max(0, Math.min(1, value));
    }

    private static Interval centred(Interval score, double chance) {
        return new Interval(
                centred(score.estimate(), chance), centred(score.low(), chance), centred(score.high(), chance));
    }

    private static double centred(double score, double chance) {
        return (score - chance) / (1 - chance);
    }
}
