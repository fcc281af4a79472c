package io.firstlight.study.file;

import io.firstlight.data.mixture.ShareOf;

/** The mixture of images and text in which a branch continues the trunk. */
public record ImageTextPretraining(Budget budget, Batching batching, BranchSchedule schedule, LrMultiples multiples,
        AdamSettings optimizer) {

    /** @param tokens text and visual, padding excluded; @param shareOf what the image share is a share of */
    public record Budget(long tokens, ShareOf shareOf) {}

    /**
     * How the learning rate goes on after the branch: from where the trunk left it down to {@code endLr}. At 0 % it first
     * warms up, at {@code rewarm.fromPercent} and beyond it first re-warms.
     */
    public record BranchSchedule(CoolDown shape, double power, double endLr, Warmup warmup, Rewarm rewarm) {}

    /** @param lr reached at the end of the warm-up of a branch at 0 % */
    public record Warmup(double lr, long tokens) {
        public static final Warmup NONE = new Warmup(0, 0);
    }

    /** @param lr reached at the end of the re-warming; @param fromPercent branches at or beyond this percentage re-warm */
    public record Rewarm(double lr, long tokens, int fromPercent) {
        public static final Rewarm NONE = new Rewarm(0, 0, 0);
    }

    /** Learning rates of parts as multiples of the decoder's. */
    public record LrMultiples(double projector, double imageEncoder) {}
}
