package io.firstlight.study.file;

/**
 * Warm-up from 0 to {@code peak}, then down to {@code end} at the end of the phase.
 *
 * @param warmup length of the warm-up as a share of the phase, 0 to 1
 * @param power  exponent of {@link CoolDown#POWER}; unused by the other shapes
 */
public record LearningRate(double peak, double end, double warmup, CoolDown shape, double power) {}
