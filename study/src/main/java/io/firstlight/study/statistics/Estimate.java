package io.firstlight.study.statistics;

import io.firstlight.study.result.StudyResults.Interval;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A contrast with its uncertainty.
 *
 * @param value in centred score
 * @param standardError over items and seeds; over items alone where there is one seed; infinite where the data say
 *     nothing about other items
 * @param degreesOfFreedom of Student's t
 * @param least what the contrast could be at least
 * @param greatest what it could be at most
 */
public record Estimate(double value, double standardError, double degreesOfFreedom, double least, double greatest) {
    private static final double LEVEL = 0.05;

    /** The 95 % interval of this contrast alone. */
    public Interval interval() {
        return interval(LEVEL);
    }

    /**
     * An interval of this contrast alone.
     *
     * @param level probability that it misses the truth; a share of .05 for one of several intervals
     */
    public Interval interval(double level) {
        return within(TDistribution.of(degreesOfFreedom).inverseSurvivalProbability(level / 2) * standardError);
    }

    /**
     * The interval of a difference between two of several recipes, such that all differences between them are in theirs
     * with a probability of 95 %.
     *
     * @param range of as many values as there are recipes
     */
    public Interval interval(StudentizedRange range) {
        return within(range.quantile(LEVEL, degreesOfFreedom) / Math.sqrt(2) * standardError);
    }

    /** Two-sided, of the hypothesis that the contrast is 0. */
    public double pValue() {
        double t = Math.abs(value) / standardError;
        return t == 0 ? 1 : 2 * TDistribution.of(degreesOfFreedom).survivalProbability(t);
    }

    /** The same of a difference, corrected for every comparison that could be made between so many recipes. */
    public double pValue(StudentizedRange range) {
        return range.pValue(Math.sqrt(2) * Math.abs(value) / standardError, degreesOfFreedom);
    }

    /** The value and as much to both sides, as far as the scale goes. */
    Interval within(double half) {
        return new Interval(
                value,
                half < greatest - least ? Math.max(least, value - half) : least,
                half < greatest - least ? Math.min(greatest, value + half) : greatest);
    }
}
