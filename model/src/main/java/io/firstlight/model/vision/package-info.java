/**
 * From images to visual tokens. An encoder is a package of its own below this one, with its configuration, its
 * parameters and its forward pass, and one line in {@link io.firstlight.model.vision.registry.ImageEncoders}. Start at
 * {@link io.firstlight.model.vision.ImageEncoder}.
 */
package io.firstlight.model.vision;
