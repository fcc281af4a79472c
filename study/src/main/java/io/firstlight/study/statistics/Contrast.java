package io.firstlight.study.statistics;

import java.util.Arrays;

/**
 * A number to estimate: a weighted sum of centred scores over recipes and tasks.
 *
 * @param recipeWeights [R]; 1 for one recipe's score, 1 and -1 for a difference
 * @param taskWeights [T]; see {@link ScoreTable#mean}
 */
public record Contrast(double[] recipeWeights, double[] taskWeights) {

    /** The score of one recipe. */
    public static Contrast score(ScoreTable table, int recipe, double[] taskWeights) {
        double[] weights = new double[table.numRecipes()];
        weights[recipe] = 1;
        return new Contrast(weights, taskWeights);
    }

    /** How much {@code recipe} is above {@code other}. */
    public static Contrast difference(ScoreTable table, int recipe, int other, double[] taskWeights) {
        double[] weights = new double[table.numRecipes()];
        weights[recipe] += 1;
        weights[other] -= 1;
        return new Contrast(weights, taskWeights);
    }

    /** The mean over all seeds. */
    public double value(ScoreTable table) {
        return Arrays.stream(bySeed(table)).average().orElseThrow();
    }

    /** The value under each seed, [S]. */
    double[] bySeed(ScoreTable table) {
        double[] values = new double[table.numSeeds()];
        for (int t = 0; t < taskWeights.length; t++) {
            for (int r = 0; r < recipeWeights.length && taskWeights[t] != 0; r++) {
                for (int s = 0; s < values.length && recipeWeights[r] != 0; s++) {
                    values[s] += taskWeights[t]
                            * recipeWeights[r]
                            * table.tasks().get(t).centred(r, s);
                }
            }
        }
        return values;
    }
}
