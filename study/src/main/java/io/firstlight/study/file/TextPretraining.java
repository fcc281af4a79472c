package io.firstlight.study.file;

import io.firstlight.train.schedule.LearningRateSchedule;
import java.util.List;

/**
 * The text trunk: warm-up, then cosine over the whole budget.
 *
 * @param checkpointsPercent percentages of the budget at which a branch may start, ascending
 */
public record TextPretraining(Trunk trunk, List<Integer> checkpointsPercent, Batching batching, AdamSettings optimizer) {
    public TextPretraining {
        checkpointsPercent = List.copyOf(checkpointsPercent);
    }

    /** The trunk's schedule, which branches continue. */
    public record Trunk(long budgetTokens, long warmupTokens, double peakLr, double endLr) {

        /** In tokens since the trunk's start. */
        public LearningRateSchedule schedule() {
            return LearningRateSchedule.trunk(budgetTokens, warmupTokens, peakLr, endLr);
        }
    }

    /** Tokens at {@code percent} of the budget. */
    public long tokensAt(int percent) {
        return Math.round(trunk.budgetTokens() * (percent / 100.0));
    }
}
