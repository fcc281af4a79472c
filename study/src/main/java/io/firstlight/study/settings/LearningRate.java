package io.firstlight.study.settings;

import io.firstlight.train.schedule.LearningRateSchedule;
import io.firstlight.train.schedule.ScheduleShape;

/**
 * Warm-up from 0 to {@code peak}, then down to {@code end} at the end of the phase.
 *
 * @param warmup length of the warm-up as a share of the phase, 0 to 1
 * @param power exponent of {@link ScheduleShape#POWER}; unused by the other shapes
 */
public record LearningRate(double peak, double end, double warmup, ScheduleShape shape, double power) {

    /** The schedule of a phase of {@code units} tokens or views. */
    public LearningRateSchedule over(long units) {
        long warmupUnits = Math.min(units - 1, Math.round(units * warmup));
        return LearningRateSchedule.rise(0, warmupUnits, 0, peak).to(units, shape, power, end);
    }
}
