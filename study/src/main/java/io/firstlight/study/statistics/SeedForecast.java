package io.firstlight.study.statistics;

import io.firstlight.study.result.StudyResults.SeedRange;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How many seeds would tell two recipes apart with a probability of 80 %, as a range: from what it takes if the true
 * difference is at the upper end of its 50 % interval to what it takes at the lower end. More seeds shrink the luck of
 * seeds and make it better known; they do not shrink the luck of which items were asked. It is a help for planning and
 * no verdict: half of the time the true difference is outside of that interval.
 */
public final class SeedForecast {
    /** Nobody plans with more. */
    private static final int GREATEST = 100;

    private static final double LEVEL = 0.05;
    private static final double INTERVAL_LEVEL = 0.5;
    private static final double POWER_QUANTILE = NormalDistribution.of(0, 1).inverseCumulativeProbability(0.8);

    private SeedForecast() {}

    /**
     * The number of seeds in all, at least one more than there are.
     *
     * @param difference between two recipes that are not told apart yet
     * @return {@link SeedRange#UNKNOWN} with one seed, where the 50 % interval holds 0, and where more than 100 seeds
     *     might be needed
     */
    public static SeedRange seedsToDecide(Inference inference, Contrast difference) {
        Estimate estimate = inference.estimate(difference);
        int seeds = inference.table().numSeeds();
        double half = TDistribution.of(estimate.degreesOfFreedom()).inverseSurvivalProbability(INTERVAL_LEVEL / 2)
                * estimate.standardError();
        double low = Math.abs(estimate.value()) - half;
        if (seeds < 2 || !(low > 0)) {
            return SeedRange.UNKNOWN;
        }
        int most = least(inference, difference, estimate, low);
        return most > GREATEST
                ? SeedRange.UNKNOWN
                : new SeedRange(least(inference, difference, estimate, low + 2 * half), most);
    }

    /** The least number of seeds that shows a true difference with a probability of 80 %. */
    private static int least(Inference inference, Contrast difference, Estimate estimate, double truth) {
        int seeds = inference.table().numSeeds();
        VariancePart ofSeeds = inference.ofSeeds(difference);
        double rest = Math.max(0, estimate.standardError() * estimate.standardError() - ofSeeds.value());
        StudentizedRange range = StudentizedRange.of(inference.table().numRecipes());
        int low = seeds;
        int high = GREATEST + 1;
        while (high - low > 1) {
            int n = (low + high) / 2;
            double freedom = estimate.degreesOfFreedom() * (n - 1) / (seeds - 1);
            double error = Math.sqrt(ofSeeds.value() * seeds / n + rest);
            if (truth > (range.quantile(LEVEL, freedom) / Math.sqrt(2) + POWER_QUANTILE) * error) {
                high = n;
            } else {
                low = n;
            }
        }
        return high;
    }
}
