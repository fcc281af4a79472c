package io.firstlight.study.settings;

/**
 * Settings of evaluation stages.
 *
 * @param batchTokens positions of one forward pass
 * @param validationTokens tokens of held-out text whose loss is measured; 0 for none
 */
public record EvaluationSettings(int batchTokens, long validationTokens) {}
