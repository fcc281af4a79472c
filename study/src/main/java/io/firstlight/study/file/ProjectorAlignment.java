package io.firstlight.study.file;

/**
 * The short stage before a mixture that teaches the projector, and the embeddings of the caption words, to agree: mean
 * visual token times word embedding, softmax over the caption's words.
 *
 * @param views images seen, repeats counted; 0 leaves the stage out
 * @param captions "short", "rich" or "both"
 */
public record ProjectorAlignment(
        long views, int batchImages, String captions, LearningRate learningRate, AdamSettings optimizer) {}
