/** The image encoders there are, by kind. */
package io.firstlight.model.vision.registry;
