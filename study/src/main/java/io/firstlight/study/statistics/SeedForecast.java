package io.firstlight.study.statistics;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * How many seeds would tell two recipes apart, if their difference is what it looks like now. More seeds shrink the noise
 * between seeds and what seeds and items make together, but not the luck of which items were asked. The spread between seeds
 * is pooled over the comparisons, as in {@link SeedSpread}: two seeds that happen to agree about one pair say little about that
 * pair alone.
 */
public final class SeedForecast {
    /** Neither this many seeds nor fewer would do. */
    public static final int NEVER = -1;
    private static final int GREATEST = 1000;

    private SeedForecast() {}

    /**
     * @param difference a difference that the seeds there are leave undecided
     * @param family     the comparisons made, which share the level of 5 % and what is known about the spread between seeds
     * @return the least number of seeds in all, more than there are, because these did not do; {@link #NEVER} if no number up
     *         to 1000 would do, if there is no difference, or if one seed alone shows no spread to go by
     */
    public static int seedsToDecide(ScoreTable table, Contrast difference, List<Contrast> family) {
        double[] bySeed = difference.bySeed(table);
        double value = Arrays.stream(bySeed).average().orElseThrow();
        int seeds = table.numSeeds();
        if (seeds < 2 || value == 0) {
            return NEVER;
        }
        double[] deviations = deviations(family.stream().map(contrast -> contrast.bySeed(table)).toList());
        double betweenSeeds = Arrays.stream(deviations).map(deviation -> deviation * deviation).average().orElseThrow();
        double items = itemVariance(table, difference);
        double quantile = new NormalDistribution().inverseCumulativeProbability(1 - 0.025 / family.size());
        double left = value * value / (quantile * quantile) - items;
        if (left <= 0) {
            return NEVER;
        }
        double needed = Math.ceil(betweenSeeds / left);
        return needed > GREATEST ? NEVER : (int) Math.max(seeds + 1, needed);
    }

    /** Every contrast's deviations between seeds, scaled so that their mean square is the unbiased variance between seeds. */
    private static double[] deviations(List<double[]> bySeed) {
        int seeds = bySeed.get(0).length;
        if (seeds == 1) {
            return new double[0];
        }
        double scale = Math.sqrt((double) seeds / (seeds - 1));
        return bySeed.stream().flatMapToDouble(values -> {
            double mean = Arrays.stream(values).average().orElseThrow();
            return Arrays.stream(values).map(value -> (value - mean) * scale);
        }).toArray();
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

    /** Variance over items of what stays the same from seed to seed: that of the seeds' mean less the seeds' share of it. */
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
            within += Arrays.stream(values).map(v -> (v - itemMean) * (v - itemMean)).sum() / (seeds - 1) / items;
        }
        return Math.max(0, squares - mean * mean - within / seeds);
    }
}
