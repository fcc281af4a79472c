package io.firstlight.study.statistics;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * How many seeds would tell two recipes apart, if their difference is what it looks like now. More seeds shrink the
 * noise between seeds and what seeds and items make together, and make their spread better known, but they don't shrink
 * the luck of which items were asked. The spread between seeds is the one of {@link SeedSpread}, over all recipes: two
 * seeds that happen to agree about one pair say little about that pair alone.
 */
public final class SeedForecast {
    /** Neither this many seeds nor fewer would do. */
    public static final int NEVER = -1;

    private static final int GREATEST = 1000;

    private SeedForecast() {}

    /**
     * @param difference a difference that the seeds there are leave undecided
     * @param comparisons how many are made, which share the level of 5 %
     * @return the least number of seeds in all, more than there are, because these did not do; {@link #NEVER} if no
     *     number up to 1000 would do, if there is no difference, or if one seed alone shows no spread to go by
     */
    public static int seedsToDecide(ScoreTable table, Contrast difference, int comparisons) {
        double value = Arrays.stream(difference.bySeed(table)).average().orElseThrow();
        int seeds = table.numSeeds();
        if (seeds < 2 || value == 0) {
            return NEVER;
        }
        double betweenSeeds = new SeedSpread(table, difference.taskWeights())
                        .of(difference.recipeWeights())
                        .value()
                * seeds;
        double items = itemVariance(table, difference);
        for (int n = seeds + 1; n <= GREATEST; n++) {
            double freedom = (table.numRecipes() - 1.0) * (n - 1);
            double quantile = new TDistribution(freedom).inverseCumulativeProbability(1 - 0.025 / comparisons);
            if (Math.abs(value) > quantile * Math.sqrt(betweenSeeds / n + items)) {
                return n;
            }
        }
        return NEVER;
    }

    /** Variance of the difference from the choice of items alone, as it would be with endless seeds. */
    private static double itemVariance(ScoreTable table, Contrast difference) {
        double variance = 0;
        for (int t = 0; t < table.tasks().size(); t++) {
            if (difference.taskWeights()[t] != 0) {
                ScoreTable.Task task = table.tasks().get(t);
                double weight = difference.taskWeights()[t] / (1 - task.chance());
                variance += weight * weight * persistentVariance(task, difference.recipeWeights()) / task.numItems();
            }
        }
        return variance;
    }

    /**
     * Variance over items of what stays the same from seed to seed: that of the seeds' mean less the seeds' share of
     * it.
     */
    private static double persistentVariance(ScoreTable.Task task, double[] recipeWeights) {
        int seeds = task.correct()[0].length;
        int items = task.numItems();
        double mean = 0;
        double squares = 0;
        double within = 0;
        for (int i = 0; i < items; i++) {
            double[] values = new double[seeds];
            for (int s = 0; s < seeds; s++) {
                for (int r = 0; r < recipeWeights.length; r++) {
                    values[s] += task.correct()[r][s][i] ? recipeWeights[r] : 0;
                }
            }
            double itemMean = Arrays.stream(values).average().orElseThrow();
            mean += itemMean / items;
            squares += itemMean * itemMean / items;
            within += Arrays.stream(values)
                            .map(v -> (v - itemMean) * (v - itemMean))
                            .sum()
                    / (seeds - 1)
                    / items;
        }
        return Math.max(0, squares - mean * mean - within / seeds);
    }
}
