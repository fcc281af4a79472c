/**
 * Images of any size brought to one that a model or a floor can take. Start at
 * {@link io.firstlight.eval.image.RgbImage}.
 */
package io.firstlight.eval.image;
