package io.firstlight.study.statistics;

import java.util.Arrays;
import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.Trigamma;

/**
 * Variances of several recipes, each drawn towards their common one as far as they seem to be one: the empirical Bayes
 * estimate of Smyth (Statistical Applications in Genetics and Molecular Biology 3, 2004), with a bound on how much the
 * common variance counts. A recipe that varies far more than the others keeps its own.
 *
 * @param values [G] the moderated variances
 * @param degreesOfFreedom how well a moderated variance is known as a multiple of the common one; endless where two
 *     recipes or fewer have only one variance between them
 */
record ModeratedVariances(double[] values, double degreesOfFreedom) {
    /** What the common variance counts at most: few recipes under few seeds cannot show that they vary alike. */
    private static final double GREATEST_PRIOR = 2;

    /** A variance of 0 has no logarithm; nothing is learned from how near to 0 it is. */
    private static final double LEAST_SHARE = 1e-6;

    /**
     * Moderates variances.
     *
     * @param variances [G]
     * @param degreesOfFreedom of each
     */
    static ModeratedVariances of(double[] variances, double degreesOfFreedom) {
        double common = Arrays.stream(variances).average().orElseThrow();
        double[] equal = new double[variances.length];
        Arrays.fill(equal, common);
        // Fewer than three cannot differ in a way that shows: two have the same deviations.
        if (variances.length < 3 || common == 0) {
            return new ModeratedVariances(equal, Double.POSITIVE_INFINITY);
        }
        double half = degreesOfFreedom / 2;
        double[] logs = Arrays.stream(variances)
                .map(value -> Math.log(Math.max(value, LEAST_SHARE * common)) - Digamma.value(half) + Math.log(half))
                .toArray();
        double mean = Arrays.stream(logs).average().orElseThrow();
        double spread = Arrays.stream(logs)
                        .map(value -> (value - mean) * (value - mean))
                        .sum()
                / (logs.length - 1);
        double beyondChance = spread - Trigamma.value(half);
        double prior = beyondChance <= 0 ? GREATEST_PRIOR : Math.min(GREATEST_PRIOR, 2 * inverseTrigamma(beyondChance));
        double[] moderated = Arrays.stream(variances)
                .map(value -> (prior * common + degreesOfFreedom * value) / (prior + degreesOfFreedom))
                .toArray();
        return new ModeratedVariances(moderated, prior + degreesOfFreedom);
    }

    /** Where the second derivative of the logarithm of the gamma function, which falls, has a positive value. */
    static double inverseTrigamma(double value) {
        double low = 1e-8;
        double high = 1e8;
        for (int i = 0; i < 200; i++) {
            double middle = Math.sqrt(low * high);
            if (Trigamma.value(middle) > value) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Math.sqrt(low * high);
    }
}
