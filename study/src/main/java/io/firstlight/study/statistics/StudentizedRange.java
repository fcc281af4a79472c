package io.firstlight.study.statistics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Tukey's studentised range: how far apart the highest and the lowest of several normal means are, in estimated
 * standard deviations of one. A comparison with the highest of several recipes is a comparison with whichever happens
 * to be highest, and this is the distribution that allows for it; it allows for every other comparison of two recipes
 * too.
 */
public final class StudentizedRange {
    private static final Map<Integer, StudentizedRange> BY_COUNT = new ConcurrentHashMap<>();
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double STEP = 0.01;
    private static final double WIDEST = 20;
    private static final double NORMAL_END = 8.5;
    private static final int NORMAL_STEPS = 340;
    private static final int SCALE_STEPS = 400;
    /** Beyond this many degrees of freedom the standard deviation is as good as known. */
    private static final double MANY = 1e6;

    private static final double WIDEST_QUANTILE = 1e6;
    private static final double PRECISION = 1e-9;
    private static final int MOST_STEPS = 100;

    /** [width / STEP] probability that the range of normal values of known standard deviation is wider. */
    private final double[] wider;

    private StudentizedRange(int count) {
        wider = new double[(int) Math.round(WIDEST / STEP) + 1];
        double step = 2 * NORMAL_END / NORMAL_STEPS;
        double[] density = new double[NORMAL_STEPS + 1];
        double[] below = new double[NORMAL_STEPS + 1];
        for (int i = 0; i <= NORMAL_STEPS; i++) {
            double z = -NORMAL_END + i * step;
            density[i] = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * step;
            below[i] = NORMAL.cumulativeProbability(z);
        }
        for (int w = 0; w < wider.length; w++) {
            double within = 0;
            for (int i = 0; i <= NORMAL_STEPS; i++) {
                double z = -NORMAL_END + i * step;
                within += density[i] * Math.pow(below[i] - NORMAL.cumulativeProbability(z - w * STEP), count - 1.0);
            }
            wider[w] = Math.max(0, 1 - count * within);
        }
    }

    /**
     * Of this many values.
     *
     * @param count at least 2
     */
    public static StudentizedRange of(int count) {
        if (count < 2) {
            throw new IllegalArgumentException("the range of " + count + " values is none; expected 2 or more");
        }
        return BY_COUNT.computeIfAbsent(count, StudentizedRange::new);
    }

    private double widerThan(double width) {
        double at = width / STEP;
        int below = (int) at;
        return below + 1 >= wider.length ? 0 : wider[below] + (at - below) * (wider[below + 1] - wider[below]);
    }

    /**
     * What estimated standard deviations are to the true one, and how often.
     *
     * @param ratios estimated to true
     * @param probabilities of each; they add up to 1
     */
    private record Scales(double[] ratios, double[] probabilities) {
        static Scales of(double degreesOfFreedom) {
            if (degreesOfFreedom > MANY) {
                return new Scales(new double[] {1}, new double[] {1});
            }
            double low = -20 / degreesOfFreedom - 6 / Math.sqrt(degreesOfFreedom);
            double high = Math.min(2.5, 7 / Math.sqrt(degreesOfFreedom));
            double[] ratios = new double[SCALE_STEPS + 1];
            double[] weights = new double[SCALE_STEPS + 1];
            double sum = 0;
            for (int i = 0; i <= SCALE_STEPS; i++) {
                // The density of the ratio's logarithm, but for a factor.
                double x = low + (high - low) * i / SCALE_STEPS;
                ratios[i] = Math.exp(x);
                weights[i] = Math.exp(degreesOfFreedom * (x - (ratios[i] * ratios[i] - 1) / 2));
                sum += weights[i];
            }
            for (int i = 0; i <= SCALE_STEPS; i++) {
                weights[i] /= sum;
            }
            return new Scales(ratios, weights);
        }
    }

    private double pValue(double width, Scales scales) {
        double sum = 0;
        for (int i = 0; i < scales.ratios().length; i++) {
            sum += scales.probabilities()[i] * widerThan(width * scales.ratios()[i]);
        }
        return Math.min(1, sum);
    }

    /** The probability that the range is wider than {@code width} estimated standard deviations. */
    public double pValue(double width, double degreesOfFreedom) {
        return pValue(width, Scales.of(degreesOfFreedom));
    }

    /** The width that the range exceeds with this probability. */
    public double quantile(double probability, double degreesOfFreedom) {
        Scales scales = Scales.of(degreesOfFreedom);
        double low = 0;
        double high = 1;
        while (pValue(high, scales) > probability && high < WIDEST_QUANTILE) {
            low = high;
            high *= 2;
        }
        // The method of false position, with Illinois' step, on the logarithm, which is nearly straight.
        double atLow = Math.log(pValue(low, scales) / probability);
        double atHigh = Math.log(pValue(high, scales) / probability);
        for (int i = 0; i < MOST_STEPS && high - low > PRECISION * high; i++) {
            double next = (low * atHigh - high * atLow) / (atHigh - atLow);
            double there = Math.log(pValue(next, scales) / probability);
            if (there > 0) {
                low = next;
                atLow = there;
                atHigh /= 2;
            } else {
                high = next;
                atHigh = there;
                atLow /= 2;
            }
            if (Math.abs(there) < PRECISION) {
                return next;
            }
        }
        return (low + high) / 2;
    }
}
