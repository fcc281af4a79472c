/**
 * Pictures of any size brought to one that a model or a floor can take. Start at
 * {@link io.firstlight.eval.picture.Picture}.
 */
package io.firstlight.eval.picture;
