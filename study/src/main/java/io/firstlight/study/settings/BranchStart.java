package io.firstlight.study.settings;

import io.firstlight.train.schedule.LearningRateSchedule;
import io.firstlight.train.schedule.LearningRateSchedule.Rise;

/** How the learning rate begins in a stage that goes on at the rate of another, its trunk. */
public record BranchStart(Warmup warmup, Rewarm rewarm) {
    /**
     * Warm-up of a branch at 0 %.
     *
     * @param lr learning rate at the end of the warm-up
     */
    public record Warmup(double lr, long tokens) {}

    /**
     * Re-warming of late branches.
     *
     * @param lr learning rate at the end of the re-warming
     * @param fromPercent smallest branch percentage that re-warms
     */
    public record Rewarm(double lr, long tokens, int fromPercent) {}

    /** Of a branch from the trunk's beginning: up from 0. */
    public Rise atBeginning() {
        return LearningRateSchedule.rise(0, warmup.tokens(), 0, warmup.lr());
    }

    /**
     * Of a branch from a later point, whose rate it has first.
     *
     * @param lr learning rate of the trunk there
     * @param percent where that is, in percent of the trunk's budget
     */
    public Rise goingOn(double lr, int percent) {
        boolean rewarms = percent >= rewarm.fromPercent();
        return LearningRateSchedule.rise(0, rewarms ? rewarm.tokens() : 0, lr, rewarms ? rewarm.lr() : lr);
    }
}
