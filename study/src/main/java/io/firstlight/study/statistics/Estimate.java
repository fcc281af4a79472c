package io.firstlight.study.statistics;

import io.firstlight.study.result.StudyResults.Interval;

/**
 * A contrast with its uncertainty.
 *
 * @param interval 95 %, over items and seeds
 * @param pValue of the hypothesis that the contrast is 0, two-sided, not corrected
 */
public record Estimate(Interval interval, double pValue) {}
