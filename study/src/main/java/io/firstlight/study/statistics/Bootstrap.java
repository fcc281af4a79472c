package io.firstlight.study.statistics;

import io.firstlight.core.random.KeyedRandom;
import io.firstlight.study.result.StudyResults.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Bootstrap over clusters of items and over seeds. An item draw takes as many clusters (images) of a stratum as there
 * are, with replacement, each with all its items, the same for all models, so that comparisons are paired. A seed draw
 * adds how far other seeds would have moved the value ({@link SeedSpread}). With one seed, intervals are over items
 * alone. Near the ends of the scale the two parts can add up to more than any model can score; intervals end where the
 * scale does.
 *
 * <p>A percentile interval is too narrow for few clusters. Draws are therefore spread by the ratio of the quantiles of
 * Student's t with C - 1 degrees of freedom and of the normal distribution, times sqrt(C / (C - 1)) (Hesterberg, What
 * Teachers Should Know About the Bootstrap, arXiv 1411.5279, section 5.3): by .6 % for 300 clusters, by 27 % for 10. A
 * single cluster tells nothing of others: then the interval is the whole scale and the p-value 1.
 */
public final class Bootstrap {
    public static final int DRAWS = 4000;
    private static final double TAIL = 0.025;
    private static final double NORMAL_QUANTILE = 1.959963984540054;
    /** Far below one item's weight in any mean, far above the rounding of sums. */
    private static final double ROUNDING = 1e-12;

    private final ScoreTable table;
    private final long seed;
    private final int draws;
    /** [T][draws * R]: centred score of every recipe, mean over seeds, on the drawn items. */
    private final double[][] itemDraws;
    /** [T]: whether the task has more than one cluster of items. */
    private final boolean[] varies;

    public Bootstrap(ScoreTable table, long seed) {
        this(table, seed, DRAWS);
    }

    /**
     * Draws the resamples.
     *
     * @param draws number of resamples; the smallest p-value is 1 / (draws + 1)
     */
    public Bootstrap(ScoreTable table, long seed, int draws) {
        this.table = table;
        this.seed = seed;
        this.draws = draws;
        this.itemDraws = new double[table.tasks().size()][draws * table.numRecipes()];
        this.varies = new boolean[table.tasks().size()];
        table.strata().forEach(this::drawItems);
    }

    public ScoreTable table() {
        return table;
    }

    private void drawItems(ClusterStratum stratum) {
        int clusters = stratum.numClusters();
        ClusterSums[] sums = stratum.tasks().stream()
                .map(t -> ClusterSums.of(
                        table.tasks().get(t),
                        stratum.members().get(stratum.tasks().indexOf(t))))
                .toArray(ClusterSums[]::new);
        String name = "bootstrap/" + table.tasks().get(stratum.tasks().get(0)).name();
        int[] drawn = new int[clusters];
        for (int draw = 0; draw < draws; draw++) {
            KeyedRandom random = KeyedRandom.of(seed, name, draw);
            for (int c = 0; c < clusters; c++) {
                drawn[c] = (int) (((random.nextLong() >>> 32) * clusters) >>> 32);
            }
            for (int k = 0; k < sums.length; k++) {
                sums[k].meansOf(drawn, itemDraws[stratum.tasks().get(k)], draw * table.numRecipes());
            }
        }
        for (int k = 0; k < sums.length; k++) {
            int t = stratum.tasks().get(k);
            varies[t] = sums[k].numClusters() > 1;
            spread(itemDraws[t], sums[k]);
        }
    }

    /** Moves draws away from the estimate, as far as few clusters need. */
    private static void spread(double[] draws, ClusterSums sums) {
        int clusters = sums.numClusters();
        if (clusters < 2) {
            return;
        }
        double factor = TDistribution.of(clusters - 1.0).inverseSurvivalProbability(TAIL)
                / NORMAL_QUANTILE
                * Math.sqrt(clusters / (clusters - 1.0));
        double[] means =
                IntStream.range(0, sums.numRecipes()).mapToDouble(sums::mean).toArray();
        for (int i = 0; i < draws.length; i++) {
            double mean = means[i % means.length];
            draws[i] = mean + factor * (draws[i] - mean);
        }
    }

    public List<Estimate> estimates(List<Contrast> contrasts) {
        return contrasts.stream().map(this::estimate).toList();
    }

    public Estimate estimate(Contrast contrast) {
        return estimate(contrast, new SeedSpread(table, contrast.taskWeights()).of(contrast.recipeWeights()));
    }

    /** The mean over all models of the study: of these models, whatever others under other seeds would do. */
    Estimate ofAllModels(double[] taskWeights) {
        return estimate(Contrast.grandMean(table, taskWeights), new SeedSpread(table, taskWeights).ofAllModels());
    }

    private Estimate estimate(Contrast contrast, SeedSpread.Variance betweenSeeds) {
        double value = Arrays.stream(contrast.bySeed(table)).average().orElseThrow();
        ScaleEnds possible = possible(contrast);
        if (IntStream.range(0, varies.length).anyMatch(t -> contrast.taskWeights()[t] != 0 && !varies[t])) {
            return new Estimate(new Interval(value, possible.least(), possible.greatest()), 1);
        }
        double[] drawn = betweenSeeds.draws(draws, seed);
        int recipes = table.numRecipes();
        for (int t = 0; t < itemDraws.length; t++) {
            for (int r = 0; r < recipes; r++) {
                double weight = contrast.taskWeights()[t] * contrast.recipeWeights()[r];
                for (int draw = 0; draw < draws && weight != 0; draw++) {
                    drawn[draw] += weight * itemDraws[t][draw * recipes + r];
                }
            }
        }
        int asFar = 0;
        for (double d : drawn) {
            // How far a draw is from the estimate is how far the estimate may be from the truth. Rounding must not turn
            // a draw that is as far into a nearer one: two recipes that answer alike have a difference of 0, or of
            // 1e-17.
            asFar += Math.abs(d - value) >= Math.abs(value) - ROUNDING ? 1 : 0;
        }
        Arrays.sort(drawn);
        return new Estimate(
                new Interval(value, possible.clamp(quantile(drawn, TAIL)), possible.clamp(quantile(drawn, 1 - TAIL))),
                (asFar + 1.0) / (draws + 1));
    }

    /** What a contrast could be at all. */
    private record ScaleEnds(double least, double greatest) {
        double clamp(double bound) {
            return Math.max(least, Math.min(greatest, bound));
        }
    }

    /** The ends: with every answer wrong where it weighs positively and right elsewhere, and vice versa. */
    private ScaleEnds possible(Contrast contrast) {
        double least = 0;
        double greatest = 0;
        for (int t = 0; t < itemDraws.length; t++) {
            double chance = table.tasks().get(t).chance();
            for (double recipeWeight : contrast.recipeWeights()) {
                double weight = contrast.taskWeights()[t] * recipeWeight;
                double allWrong = -weight * chance / (1 - chance);
                least += Math.min(weight, allWrong);
                greatest += Math.max(weight, allWrong);
            }
        }
        return new ScaleEnds(least, greatest);
    }

    /** Linear between the two neighbouring order statistics. */
    static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
