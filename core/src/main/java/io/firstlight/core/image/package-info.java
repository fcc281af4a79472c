/**
 * Images as plain values, and how an encoder takes them in: what it does to an image of any size, and how many visual
 * tokens that becomes. Nothing here reads or changes a pixel; {@code data.image} does. Start at
 * {@link io.firstlight.core.image.ImageEncoding}.
 */
package io.firstlight.core.image;
