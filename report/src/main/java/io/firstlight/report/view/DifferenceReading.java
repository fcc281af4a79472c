package io.firstlight.report.view;

import io.firstlight.report.format.Intervals;
import io.firstlight.study.recommend.Recommender;
import io.firstlight.study.result.StudyResults.Interval;

/**
 * What a table calls a difference, given its corrected p value.
 *
 * @param neither when chance alone may have made it
 */
record DifferenceReading(String higher, String lower, String neither) {
    String of(Interval difference, double correctedPValue) {
        if (!Intervals.isKnown(difference) || !Double.isFinite(correctedPValue)) {
            return "not tested";
        }
        if (correctedPValue >= Recommender.LEVEL) {
            return neither;
        }
        return difference.estimate() > 0 ? higher : lower;
    }
}
