package io.firstlight.study.recommend;

import io.firstlight.study.axis.AxisKey;
import io.firstlight.study.file.Recipe;

/**
 * What Keh et al. (ICLR 2025, arXiv 2503.07603) say about a difference that a study tests, at 1B parameters and 28B
 * tokens of mixture. Taken from the paper's abstract and figures.
 */
final class PaperClaims {
    private static final int LATE = 80;
    private static final int WHOLE = 100;

    private PaperClaims() {}

    /** In a sentence; empty where the paper's abstract and figures say nothing about it. */
    static String about(AxisKey axis, Recipe baseline, Recipe compared) {
        return switch (axis.name()) {
            case "text_percent" ->
                baseline.section().isPresent() && compared.section().isPresent()
                        ? text(
                                baseline.section().get().textPercent(),
                                compared.section().get().textPercent())
                        : "";
            case "image_share" -> "10 to 20 % of visual tokens are best after 80 % of the text";
            case "instruction_share" -> "instruction data in the mixture hurts vision and may help text";
            case "fine_tune_epochs" -> "2 to 4 epochs of fine-tuning balance vision and text";
            default -> "";
        };
    }

    private static String text(int from, int to) {
        if (Math.min(from, to) == 0) {
            return "images from the start hurt vision and text";
        }
        return Math.max(from, to) == WHOLE && Math.min(from, to) == LATE
                ? "images after 80 % of the text give 2 points more on vision tasks than after all of it"
                : "images are best introduced after about 80 % of the text";
    }
}
