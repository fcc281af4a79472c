package io.firstlight.report.format;

import io.firstlight.study.result.StudyResults.Interval;

/** What can be said of an interval before it is shown. */
public final class Intervals {
    private Intervals() {}

    /** True when there is an estimate to show. */
    public static boolean isKnown(Interval interval) {
        return Double.isFinite(interval.estimate());
    }

    /**
     * True when the interval says something. One of no width does not: it comes of a single observation or of a
     * bootstrap in which every draw is the same, and drawn as a point it would look like certainty.
     */
    public static boolean hasBounds(Interval interval) {
        return isKnown(interval)
                && Double.isFinite(interval.low())
                && Double.isFinite(interval.high())
                && interval.high() > interval.low();
    }

    /** The interval itself, or {@link Interval#UNKNOWN} for none. */
    public static Interval orUnknown(Interval interval) {
        return interval == null ? Interval.UNKNOWN : interval;
    }
}
