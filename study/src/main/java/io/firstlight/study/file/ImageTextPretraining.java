package io.firstlight.study.file;

/**
 * The mixture of images and text in which a branch continues the trunk.
 *
 * @param shareOf what the image share is a share of: "visual_tokens", "image_sample_tokens" or "samples"
 */
public record ImageTextPretraining(Budget budget, Batching batching, BranchSchedule schedule, LrMultiples multiples,
        AdamSettings optimizer) {

    public record Budget(long tokens, String shareOf) {}

    /**
     * How the learning rate goes on after the branch: from where the trunk left it down to {@code endLr}. At 0 % it first
     * warms up, at {@code rewarm.fromPercent} and beyond it first re-warms.
     */
    public record BranchSchedule(CoolDown shape, double power, double endLr, Warmup warmup, Rewarm rewarm) {}

    /** @param lr reached at the end of the warm-up of a branch at 0 % */
    public record Warmup(double lr, long tokens) {}

    /** @param lr reached at the end of the re-warming; @param fromPercent branches at or beyond this percentage re-warm */
    public record Rewarm(double lr, long tokens, int fromPercent) {}

    /** Learning rates of parts as multiples of the decoder's. */
    public record LrMultiples(double projector, double imageEncoder) {}
}
