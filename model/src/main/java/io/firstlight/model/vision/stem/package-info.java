/** A small vision transformer with a convolutional stem. */
package io.firstlight.model.vision.stem;
