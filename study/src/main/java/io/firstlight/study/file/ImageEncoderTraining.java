package io.firstlight.study.file;

import io.firstlight.study.settings.AdamSettings;
import io.firstlight.study.settings.LearningRate;

/**
 * Training of the image encoder on pairs of image and caption with the sigmoid contrastive loss.
 *
 * @param views images seen, repeats counted
 * @param captions "short", "rich" or "both"
 */
public record ImageEncoderTraining(
        long views, Contrast contrast, String captions, LearningRate learningRate, AdamSettings optimizer) {

    /**
     * What one step compares.
     *
     * @param extraCaptions captions beyond the batch's own that serve as negatives in a step
     */
    public record Contrast(int batchImages, int extraCaptions) {}
}
