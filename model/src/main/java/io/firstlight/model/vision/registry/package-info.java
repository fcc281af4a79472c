/**
 * The image encoders there are, by kind. A package of its own so that the encoders' interface does not depend on its
 * implementations.
 */
package io.firstlight.model.vision.registry;
