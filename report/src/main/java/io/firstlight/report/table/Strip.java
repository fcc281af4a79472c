package io.firstlight.report.table;

import io.firstlight.report.format.Intervals;
import io.firstlight.report.format.Numbers;
import io.firstlight.study.result.StudyResults.Interval;
import java.util.ArrayList;
import java.util.List;

/**
 * A small image of one interval on a common scale, drawn without script. Positions are in the strip's own units, from 0
 * to {@link #WIDTH}, as text for an SVG attribute; an empty position is not drawn.
 */
public record Strip(String zero, String low, String high, String estimate, List<Mark> marks) {
    public static final int WIDTH = 200;
    public static final Strip NONE = new Strip("", "", "", "", List.of());

    private static final double MARGIN = 6;

    public Strip {
        marks = List.copyOf(marks);
    }

    /**
     * A mark on the strip.
     *
     * @param kind what decides the shape: the name of a floor, or "seed"
     */
    public record Mark(String x, String kind) {}

    public boolean isDrawn() {
        return !estimate.isEmpty();
    }

    /** A scale between two values. */
    public record Range(double from, double to) {
        /** A scale that holds all these intervals and zero, with some room. */
        public static Range around(List<Interval> intervals) {
            double from = 0;
            double to = 0;
            for (Interval interval : intervals) {
                if (Intervals.isKnown(interval)) {
                    from = Math.min(from, Intervals.hasBounds(interval) ? interval.low() : interval.estimate());
                    to = Math.max(to, Intervals.hasBounds(interval) ? interval.high() : interval.estimate());
                }
            }
            double room = Math.max(0.05 * (to - from), 0.01);
            return new Range(from - room, to + room);
        }

        public Range {
            if (!(to > from)) {
                throw new IllegalArgumentException("a scale from " + from + " to " + to);
            }
        }

        /** A strip on this scale. Values outside are set on its edge. */
        public Strip strip(double zero, Interval interval, List<Value> values) {
            if (!Intervals.isKnown(interval)) {
                return NONE;
            }
            boolean bounds = Intervals.hasBounds(interval);
            List<Mark> marks = new ArrayList<>();
            for (Value value : values) {
                if (Double.isFinite(value.value()) && !value.kind().isEmpty()) {
                    marks.add(new Mark(at(value.value()), value.kind()));
                }
            }
            return new Strip(
                    at(zero),
                    bounds ? at(interval.low()) : "",
                    bounds ? at(interval.high()) : "",
                    at(interval.estimate()),
                    marks);
        }

        private String at(double value) {
            double share = Math.max(0, Math.min(1, (value - from) / (to - from)));
            return Numbers.fixed(MARGIN + share * (WIDTH - 2 * MARGIN), 1);
        }
    }

    /** A value to mark on a strip. */
    public record Value(String kind, double value) {}
}
