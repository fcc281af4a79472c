package io.firstlight.study.file;

/**
 * @param batchTokens      positions of one forward pass
 * @param validationTokens tokens of held-out text whose loss is measured
 * @param withheld         whether visual tasks are also answered without the image
 * @param shuffled         whether visual tasks are also answered with another item's image
 */
public record EvaluationSettings(int batchTokens, long validationTokens, boolean withheld, boolean shuffled) {}
