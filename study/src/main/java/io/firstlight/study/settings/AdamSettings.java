package io.firstlight.study.settings;

/**
 * AdamW.
 *
 * @param clipNorm greatest norm of the gradient; 0 for no clipping
 */
public record AdamSettings(double beta1, double beta2, double weightDecay, double clipNorm) {}
