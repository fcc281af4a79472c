/** From pixels to visual tokens: start with {@link io.firstlight.model.encoder.ImageEncoder}. */
package io.firstlight.model.encoder;
