package io.firstlight.study.training;

import io.firstlight.data.batch.BatchStream;
import io.firstlight.data.mixture.ShareOf;

/**
 * The packed samples of a stage, with what was planned of them.
 *
 * @param sequenceLength how far from its budget a stage may end, in tokens
 */
public record PackedSamples(BatchStream stream, MixtureSettings mixture, TrainingBudget budget, int sequenceLength) {
    /** A report on what is read from now on. */
    public TokenReport report(TrainingContext trainingContext) {
        return new TokenReport(trainingContext, this);
    }

    /** Of this stage alone. */
    long plannedTokens() {
        return budget.endsWithData() ? stream.plannedTokens() : budget.amount();
    }

    /** What tokens without a share of their own are called. */
    String restName() {
        if (mixture.rest().isEmpty()) {
            return mixture.parts().get(0).name();
        }
        boolean divided =
                mixture.shareOf() == ShareOf.VISUAL_TOKENS && !mixture.parts().isEmpty();
        return divided ? "text of all sources" : mixture.rest();
    }
}
