package io.firstlight.study.training;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.annotation.JsonTypeIdResolver;
import io.firstlight.core.json.SealedKinds;
import io.firstlight.study.settings.LearningRate;
import io.firstlight.train.schedule.LearningRateSchedule;

/** The learning rate over a stage. */
@JsonTypeInfo(use = JsonTypeInfo.Id.CUSTOM, property = "kind")
@JsonTypeIdResolver(SealedKinds.class)
public sealed interface RateSettings {
    /**
     * The schedule of a stage of the given length.
     *
     * @param units length of the stage in tokens or views, known when it starts
     */
    LearningRateSchedule over(long units);

    /** Resolved in tokens, as a branch is that goes on where the trunk's rate is. */
    @JsonTypeName("in_tokens")
    record InTokens(LearningRateSchedule schedule) implements RateSettings {
        @Override
        public LearningRateSchedule over(long units) {
            return schedule;
        }
    }

    /** In shares of the stage, whose length may depend on the data. */
    @JsonTypeName("in_shares")
    record InShares(LearningRate rate) implements RateSettings {
        @Override
        public LearningRateSchedule over(long units) {
            return rate.over(units);
        }
    }
}
