package io.firstlight.study.statistics;

import io.firstlight.study.result.StudyResults.Interval;
import io.firstlight.study.result.StudyResults.TaskStability;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Which tasks can tell recipes apart in a study: the 95 % interval of the mean over all its models excludes chance, and
 * the spread between recipes is at least twice the spread between seeds. The rule has no settings, so nobody can tune
 * it; it is applied to the selection split, so that the reported scores do not choose what they are the mean of.
 */
public final class StableTasks {
    static final double LEAST_RATIO = 2;

    private StableTasks() {}

    /** The stability of every task of the table. */
    public static Map<String, TaskStability> judge(Bootstrap bootstrap) {
        ScoreTable table = bootstrap.table();
        Map<String, TaskStability> verdicts = new LinkedHashMap<>();
        for (ItemScores task : table.tasks()) {
            Interval mean = bootstrap.ofAllModels(table.mean(task::equals)).interval();
            verdicts.put(task.name(), judge(task, table, mean));
        }
        return verdicts;
    }

    private static TaskStability judge(ItemScores task, ScoreTable table, Interval mean) {
        String interval = String.format(
                Locale.ROOT, "mean centred score %.2f [%.2f, %.2f]", mean.estimate(), mean.low(), mean.high());
        boolean aboveChance = mean.low() > 0;
        if (table.numSeeds() < 2 || table.numRecipes() < 2) {
            return new TaskStability(
                    false,
                    interval + "; with " + table.numRecipes() + " recipes and " + table.numSeeds()
                            + " seeds the spread between seeds cannot be compared with that between recipes");
        }
        double recipes = spreadBetweenRecipes(task, table);
        double seeds = spreadBetweenSeeds(task, table);
        boolean apart = recipes >= LEAST_RATIO * seeds && recipes > 0;
        return new TaskStability(
                aboveChance && apart,
                String.format(
                        Locale.ROOT,
                        "%s %s chance; spread between recipes %.3f, between seeds %.3f: %s",
                        interval,
                        aboveChance ? "excludes" : "does not exclude",
                        recipes,
                        seeds,
                        apart ? "at least twice" : "less than twice"));
    }

    /** Standard deviation of the recipes' means. */
    private static double spreadBetweenRecipes(ItemScores task, ScoreTable table) {
        double[] means = new double[table.numRecipes()];
        for (int r = 0; r < means.length; r++) {
            means[r] = Arrays.stream(bySeed(task, table, r)).average().orElseThrow();
        }
        return Math.sqrt(variance(means));
    }

    /** Standard deviation between seeds of one recipe, pooled over recipes. */
    private static double spreadBetweenSeeds(ItemScores task, ScoreTable table) {
        double sum = 0;
        for (int r = 0; r < table.numRecipes(); r++) {
            sum += variance(bySeed(task, table, r));
        }
        return Math.sqrt(sum / table.numRecipes());
    }

    private static double[] bySeed(ItemScores task, ScoreTable table, int recipe) {
        double[] values = new double[table.numSeeds()];
        for (int s = 0; s < values.length; s++) {
            values[s] = task.centred(recipe, s);
        }
        return values;
    }

    private static double variance(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (values.length - 1);
    }
}
