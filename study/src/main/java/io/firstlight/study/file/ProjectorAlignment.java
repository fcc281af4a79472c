package io.firstlight.study.file;

import io.firstlight.study.settings.AdamSettings;
import io.firstlight.study.settings.LearningRate;

/**
 * The short stage before a mixture that trains the projector and the token embeddings with a bag-of-words loss on the
 * cosine similarity between visual tokens and caption token embeddings.
 *
 * @param views images seen, repeats counted; 0 leaves the stage out
 * @param captions "short", "rich" or "both"
 */
public record ProjectorAlignment(
        long views, int batchImages, String captions, LearningRate learningRate, AdamSettings optimizer) {}
