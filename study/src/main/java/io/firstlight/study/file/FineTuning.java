package io.firstlight.study.file;

import io.firstlight.study.settings.AdamSettings;
import io.firstlight.study.settings.Batching;
import io.firstlight.study.settings.LearningRate;

/**
 * Fine-tuning on dialogues, loss on the answers only, fresh optimizer moments.
 *
 * @param dialoguesPerEpoch dialogues that make one epoch; 0 for all there are
 */
public record FineTuning(
        long dialoguesPerEpoch,
        Batching batching,
        LearningRate learningRate,
        ImageTextPretraining.LrMultiples multiples,
        AdamSettings optimizer) {}
