package io.firstlight.study.file;

import io.firstlight.study.chain.ChainStage;
import io.firstlight.study.settings.AdamSettings;
import io.firstlight.study.settings.Batching;
import io.firstlight.train.schedule.LearningRateSchedule;
import java.util.List;

/**
 * The text trunk: warm-up, then cosine over the whole budget.
 *
 * @param checkpointsPercent percentages of the budget at which a branch may start, ascending
 */
public record TextPretraining(
        Trunk trunk, List<Integer> checkpointsPercent, Batching batching, AdamSettings optimizer) {
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

    /**
     * Tokens at {@code percent} of the budget, to the nearest whole batch: a trunk cut there trains on the same batches
     * as one that is not cut. The budget itself at 100 %.
     */
    public long tokensAt(int percent) {
        return ChainStage.amountAt(percent, trunk.budgetTokens(), batching.batchTokens());
    }
}
