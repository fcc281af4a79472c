package io.firstlight.study.file;

import io.firstlight.data.mixture.ShareOf;
import io.firstlight.study.settings.AdamSettings;
import io.firstlight.study.settings.Batching;
import io.firstlight.study.settings.BranchStart;
import io.firstlight.train.schedule.LearningRateSchedule;
import io.firstlight.train.schedule.ScheduleShape;

/** The mixture of images and text in which a branch continues the trunk. */
public record ImageTextPretraining(
        Budget budget, Batching batching, BranchSchedule schedule, LrMultiples multiples, AdamSettings optimizer) {

    /**
     * How many tokens the mixture has.
     *
     * @param tokens text and visual tokens, padding excluded
     * @param shareOf definition of the image share
     */
    public record Budget(long tokens, ShareOf shareOf) {}

    /** How the learning rate goes on after the branch: from its start down to {@code endLr}. */
    public record BranchSchedule(ScheduleShape shape, double power, double endLr, BranchStart start) {

        /**
         * The schedule, in tokens since the branch, of a branch at {@code percent} of {@code text} over {@code tokens}.
         */
        public LearningRateSchedule resolve(TextPretraining text, int percent, long tokens) {
            LearningRateSchedule.Rise rise = percent == 0
                    ? start.atBeginning()
                    : start.goingOn(text.trunk().schedule().at(text.tokensAt(percent)), percent);
            return rise.to(tokens, shape, power, endLr);
        }
    }

    /** Learning rates of parts as multiples of the decoder's. */
    public record LrMultiples(double projector, double imageEncoder, double embedding) {
        public static final LrMultiples ONE = new LrMultiples(1, 1, 1);
    }
}
