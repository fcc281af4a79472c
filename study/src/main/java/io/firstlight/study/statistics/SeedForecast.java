package io.firstlight.study.statistics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

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
     * Estimates the number of seeds that would make a difference significant.
     *
     * @param difference a difference that is not significant with the seeds so far
     * @param comparisons number of comparisons that share the level of 5 %
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
            double quantile = TDistribution.of(freedom).inverseSurvivalProbability(0.025 / comparisons);
            if (Math.abs(value) > quantile * Math.sqrt(betweenSeeds / n + items)) {
                return n;
            }
        }
        return NEVER;
    }

    /**
     * Variance of the difference from the choice of items alone, as it would be with endless seeds: over clusters, that
     * of the seeds' mean less the seeds' share of it.
     */
    private static double itemVariance(ScoreTable table, Contrast difference) {
        return table.strata().stream()
                .mapToDouble(stratum -> Math.max(0, persistentVariance(table, stratum, difference)))
                .sum();
    }

    private static double persistentVariance(ScoreTable table, ClusterStratum stratum, Contrast difference) {
        int seeds = table.numSeeds();
        double variance = 0;
        for (int c = 0; c < stratum.numClusters(); c++) {
            double[] deviations = new double[seeds];
            for (int k = 0; k < stratum.tasks().size(); k++) {
                addDeviations(
                        table, stratum.tasks().get(k), stratum.members().get(k).get(c), difference, deviations);
            }
            double mean = Arrays.stream(deviations).average().orElseThrow();
            double within = Arrays.stream(deviations)
                            .map(deviation -> (deviation - mean) * (deviation - mean))
                            .sum()
                    / (seeds - 1);
            variance += mean * mean - within / seeds;
        }
        return variance;
    }

    /** Adds, for every seed, how far a cluster's items of one task move the difference from its mean over seeds. */
    private static void addDeviations(
            ScoreTable table, int taskIndex, int[] items, Contrast difference, double[] deviations) {
        ItemScores task = table.tasks().get(taskIndex);
        double taskWeight = difference.taskWeights()[taskIndex];
        double[] recipeWeights = difference.recipeWeights();
        for (int r = 0; r < recipeWeights.length && taskWeight != 0; r++) {
            double weight = taskWeight * recipeWeights[r] / task.numItems();
            double mean = 0;
            for (int s = 0; s < deviations.length && weight != 0; s++) {
                mean += task.centred(r, s) / deviations.length;
            }
            for (int s = 0; s < deviations.length && weight != 0; s++) {
                for (int item : items) {
                    deviations[s] += weight * (task.centred(r, s, item) - mean);
                }
            }
        }
    }
}
