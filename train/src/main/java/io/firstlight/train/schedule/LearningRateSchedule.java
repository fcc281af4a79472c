package io.firstlight.train.schedule;

import java.util.ArrayList;
import java.util.List;

/**
 * The learning rate over a stage, in tokens: a list of segments that follow one another without a gap in tokens. Values
 * are continuous where segments meet unless {@code jumpsAllowed}.
 */
public record LearningRateSchedule(List<ScheduleSegment> segments, boolean jumpsAllowed) {
    private static final double TOLERANCE = 1e-9;

    public LearningRateSchedule {
        segments = List.copyOf(segments);
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("a learning rate schedule needs at least one segment");
        }
        for (int i = 1; i < segments.size(); i++) {
            ScheduleSegment before = segments.get(i - 1);
            ScheduleSegment after = segments.get(i);
            if (before.toToken() != after.fromToken()) {
                throw new IllegalArgumentException("the schedule has a gap or an overlap: a segment ends at token "
                        + before.toToken() + " and the next begins at " + after.fromToken());
            }
            if (!jumpsAllowed && Math.abs(before.toLr() - after.fromLr()) > TOLERANCE) {
                throw new IllegalArgumentException(
                        "the learning rate jumps from " + before.toLr() + " to " + after.fromLr() + " at token "
                                + after.fromToken() + "; segments must meet unless jumps are allowed");
            }
        }
    }

    /** The rate at {@code token}; before the first segment its first value, after the last its last. */
    public double at(double token) {
        ScheduleSegment last = segments.get(segments.size() - 1);
        for (ScheduleSegment segment : segments) {
            if (token < segment.toToken() || segment.equals(last)) {
                return segment.at(token);
            }
        }
        throw new IllegalStateException("the last segment answers for every later token");
    }

    /** The trunk: linear warm-up from 0 to {@code peakLr}, then a cosine over the whole budget to {@code endLr}. */
    public static LearningRateSchedule trunk(long budgetTokens, long warmupTokens, double peakLr, double endLr) {
        return rise(0, warmupTokens, 0, peakLr).to(budgetTokens, ScheduleShape.COSINE, 1, endLr);
    }

    /** Starts a schedule with a linear rise; {@code toToken == fromToken} leaves it out. */
    public static Rise rise(long fromToken, long toToken, double fromLr, double toLr) {
        List<ScheduleSegment> segments = new ArrayList<>();
        if (toToken > fromToken) {
            segments.add(new ScheduleSegment(fromToken, toToken, ScheduleShape.LINEAR, 1, fromLr, toLr));
        }
        return new Rise(segments, toToken, toLr);
    }

    /** The beginning of a schedule, which {@link #to} completes. */
    public record Rise(List<ScheduleSegment> segments, long atToken, double lr) {
        /** Comes down from the reached rate to {@code endLr} at {@code endToken}. */
        public LearningRateSchedule to(long endToken, ScheduleShape shape, double power, double endLr) {
            List<ScheduleSegment> all = new ArrayList<>(segments);
            all.add(new ScheduleSegment(atToken, endToken, shape, power, lr, endLr));
            return new LearningRateSchedule(all, false);
        }
    }
}
