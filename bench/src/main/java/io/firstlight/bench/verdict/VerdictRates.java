package io.firstlight.bench.verdict;

/**
 * How often verdicts about simulated studies are right. A rate of which there are no cases is NaN.
 *
 * @param studies how many were simulated
 * @param claims about differences between recipes
 * @param coverage how often the truth is in an interval
 */
public record VerdictRates(String setting, int studies, Claims claims, Coverage coverage) {
    /**
     * What was said about differences.
     *
     * @param falseVerdict share of studies in which a recipe is called better or worse than another that is as good
     * @param falseEffect share of studies in which an effect is shown where there is none
     * @param seedsNamed share of studies that name a number of seeds for the nearest recipe
     * @param best share of studies in which the recommended recipe is truly the best
     * @param power share of the recipes truly worse than the best that the recommended one is rightly called better
     *     than
     */
    public record Claims(double falseVerdict, double falseEffect, double seedsNamed, double best, double power) {}

    /**
     * How often the truth is in the 95 % interval.
     *
     * @param vision of the vision score of a recipe
     * @param difference of the difference of two recipes' vision scores
     * @param oddVision of the vision score of a recipe that varies more than the others
     * @param oddDifference of a difference from such a recipe, or between branches
     * @param recommended of the objective of the recommended recipe
     * @param allLeads of all leads of the recommended recipe together
     */
    public record Coverage(
            double vision,
            double difference,
            double oddVision,
            double oddDifference,
            double recommended,
            double allLeads) {}
}
