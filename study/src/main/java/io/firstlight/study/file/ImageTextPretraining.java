package io.firstlight.study.file;

import io.firstlight.data.mixture.ShareOf;
import io.firstlight.study.settings.AdamSettings;
import io.firstlight.study.settings.Batching;
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

    /**
     * How the learning rate goes on after the branch: from where the trunk left it down to {@code endLr}. At 0 % it
     * first warms up, at {@code rewarm.fromPercent} and beyond it first re-warms.
     */
    public record BranchSchedule(ScheduleShape shape, double power, double endLr, Warmup warmup, Rewarm rewarm) {

        /**
         * The schedule, in tokens since the branch, of a branch at {@code percent} of {@code text} over {@code tokens}.
         */
        public LearningRateSchedule resolve(TextPretraining text, int percent, long tokens) {
            LearningRateSchedule.Rise rise;
            if (percent == 0) {
                rise = LearningRateSchedule.rise(0, warmup.tokens(), 0, warmup.lr());
            } else {
                double lr = text.trunk().schedule().at(text.tokensAt(percent));
                boolean rewarms = percent >= rewarm.fromPercent();
                rise = LearningRateSchedule.rise(0, rewarms ? rewarm.tokens() : 0, lr, rewarms ? rewarm.lr() : lr);
            }
            return rise.to(tokens, shape, power, endLr);
        }
    }

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

    /** Learning rates of parts as multiples of the decoder's. */
    public record LrMultiples(double projector, double imageEncoder, double embedding) {
        public static final LrMultiples ONE = new LrMultiples(1, 1, 1);
    }
}
