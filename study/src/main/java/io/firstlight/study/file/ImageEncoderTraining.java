package io.firstlight.study.file;

import io.firstlight.study.settings.AdamSettings;
import io.firstlight.study.settings.LearningRate;
import io.firstlight.study.training.ContrastiveSettings;

/**
 * Training of the image encoder on pairs of image and caption with the sigmoid contrastive loss.
 *
 * @param views images seen, repeats counted
 * @param contrast what one step compares
 * @param captions "short", "rich" or "both"
 */
public record ImageEncoderTraining(
        long views, ContrastiveSettings contrast, String captions, LearningRate learningRate, AdamSettings optimizer) {}
