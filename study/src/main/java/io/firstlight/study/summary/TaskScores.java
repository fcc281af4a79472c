package io.firstlight.study.summary;

import io.firstlight.eval.floor.MajorityAnswer;
import io.firstlight.eval.item.Split;
import io.firstlight.eval.record.ItemRecord;
import io.firstlight.eval.score.Condition;
import io.firstlight.eval.task.EvaluationSet;
import io.firstlight.study.plan.RecipeRun;
import io.firstlight.study.recipe.Recipe;
import io.firstlight.study.result.StudyResults.Interval;
import io.firstlight.study.result.StudyResults.TaskScore;
import io.firstlight.study.statistics.Bootstrap;
import io.firstlight.study.statistics.Contrast;
import io.firstlight.study.statistics.Estimate;
import io.firstlight.study.statistics.ScoreTable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Every score of one split with its interval and its floors. */
final class TaskScores {
    private static final double NORMAL_QUANTILE = 1.959963984540054;
    private final FinishedRuns runs;
    private final Split split;
    private final ScoreTable table;
    private final List<Recipe> recipes;
    private final Map<String, Double> majorities = new HashMap<>();
    private final Map<String, List<Estimate>> estimates = new HashMap<>();

    TaskScores(FinishedRuns runs, EvaluationSet set, Split split, Bootstrap bootstrap) {
        this.runs = runs;
        this.split = split;
        this.table = bootstrap.table();
        this.recipes = runs.plan().recipes();
        for (ScoreTable.Task task : table.tasks()) {
            majorities.put(task.name(), MajorityAnswer.score(set, task.name(), split));
            double[] weights = table.mean(task::equals);
            estimates.put(
                    task.name(),
                    bootstrap.estimates(IntStream.range(0, recipes.size())
                            .mapToObj(r -> Contrast.score(table, r, weights))
                            .toList()));
        }
    }

    /** Over all seeds of a recipe. */
    Map<String, TaskScore> of(Recipe recipe) {
        int index = recipes.indexOf(recipe);
        Map<String, TaskScore> scores = new LinkedHashMap<>();
        for (ScoreTable.Task task : table.tasks()) {
            Interval accuracy = accuracy(estimates.get(task.name()).get(index).interval(), task.chance());
            scores.put(
                    task.name(),
                    new TaskScore(
                            task.numItems(),
                            accuracy,
                            centred(accuracy, task),
                            floors(task, recipe, runs.runs(recipe))));
        }
        return scores;
    }

    /** Of one seed of a recipe; intervals are over items alone (Wilson). */
    Map<String, TaskScore> of(Recipe recipe, int seed) {
        int index = recipes.indexOf(recipe);
        Map<String, TaskScore> scores = new LinkedHashMap<>();
        for (ScoreTable.Task task : table.tasks()) {
            Interval accuracy = wilson(task.numCorrect(index, seed), task.numItems());
            scores.put(
                    task.name(),
                    new TaskScore(
                            task.numItems(),
                            accuracy,
                            centred(accuracy, task),
                            floors(task, recipe, List.of(runs.runs(recipe).get(seed)))));
        }
        return scores;
    }

    private Map<String, Double> floors(ScoreTable.Task task, Recipe recipe, List<RecipeRun> models) {
        Map<String, Double> floors = new LinkedHashMap<>();
        floors.put("chance", task.chance());
        floors.put("majority", majorities.get(task.name()));
        mean(models.stream().map(run -> accuracy(run, task, Condition.WITHHELD)).toList())
                .ifPresent(v -> floors.put("withheld", v));
        mean(models.stream().map(run -> accuracy(run, task, Condition.SHUFFLED)).toList())
                .ifPresent(v -> floors.put("shuffled", v));
        for (String floor : List.of("pixelNeighbour", "featureNeighbour")) {
            neighbour(task, floor, models).ifPresent(v -> floors.put(floor, v));
        }
        noTextPretraining(task, recipe, models).ifPresent(v -> floors.put("noTextPretraining", v));
        return floors;
    }

    private OptionalDouble accuracy(RecipeRun run, ScoreTable.Task task, Condition condition) {
        Map<String, ItemRecord> results =
                runs.answers(run).results().getOrDefault(new AnswerGroup(task.name(), split, condition), Map.of());
        return results.values().stream().mapToDouble(result -> result.score()).average();
    }

    /** Of the models themselves, or of any: a nearest neighbour does not depend on the recipe that asks. */
    private OptionalDouble neighbour(ScoreTable.Task task, String floor, List<RecipeRun> models) {
        OptionalDouble own = neighbours(task, floor, models);
        return own.isPresent() || floor.equals("featureNeighbour")
                ? own
                : neighbours(task, floor, runs.plan().runs());
    }

    private OptionalDouble neighbours(ScoreTable.Task task, String floor, List<RecipeRun> models) {
        return models.stream()
                .map(run ->
                        runs.answers(run).floors().getOrDefault(split, Map.of()).getOrDefault(task.name(), Map.of()))
                .filter(floors -> floors.containsKey(floor))
                .mapToDouble(floors -> floors.get(floor))
                .average();
    }

    /**
     * The same recipe with a branch at 0 %, under the same seeds. Where the study has none, for a text task the default
     * recipe with a branch at 0 %: what its text score must be read against. A recipe without text pre-training has no
     * such floor.
     */
    private OptionalDouble noTextPretraining(ScoreTable.Task task, Recipe recipe, List<RecipeRun> models) {
        int index = recipes.indexOf(withoutText(recipe));
        index = index < 0 && !task.visual()
                ? recipes.indexOf(withoutText(runs.plan().study().comparison().defaultRecipe()))
                : index;
        if (recipe.textPercent() == 0 || index < 0) {
            return OptionalDouble.empty();
        }
        List<RecipeRun> all = runs.runs(recipe);
        int floor = index;
        return models.stream()
                .mapToDouble(run -> (double) task.numCorrect(floor, all.indexOf(run)) / task.numItems())
                .average();
    }

    private static Recipe withoutText(Recipe recipe) {
        return new Recipe(0, recipe.images(), recipe.fineTuneEpochs(), recipe.imageEncoder());
    }

    private static OptionalDouble mean(List<OptionalDouble> values) {
        return values.stream()
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average();
    }

    /** An accuracy is a share: neither its bounds nor the rounding of its estimate may leave 0 to 1. */
    private static Interval accuracy(Interval centred, double chance) {
        return new Interval(
                share(chance + (1 - chance) * centred.estimate()),
                share(chance + (1 - chance) * centred.low()),
                share(chance + (1 - chance) * centred.high()));
    }

    private static double share(double value) {
        return Math.max(0, Math.min(1, value));
    }

    private static Interval centred(Interval accuracy, ScoreTable.Task task) {
        return new Interval(
                centred(accuracy.estimate(), task), centred(accuracy.low(), task), centred(accuracy.high(), task));
    }

    private static double centred(double accuracy, ScoreTable.Task task) {
        return (accuracy - task.chance()) / (1 - task.chance());
    }

    /** Wilson's score interval of a share. */
    static Interval wilson(int correct, int n) {
        double share = (double) correct / n;
        double z2 = NORMAL_QUANTILE * NORMAL_QUANTILE;
        double middle = (share + z2 / (2 * n)) / (1 + z2 / n);
        double half = NORMAL_QUANTILE / (1 + z2 / n) * Math.sqrt(share * (1 - share) / n + z2 / (4.0 * n * n));
        return new Interval(share, Math.max(0, middle - half), Math.min(1, middle + half));
    }
}
