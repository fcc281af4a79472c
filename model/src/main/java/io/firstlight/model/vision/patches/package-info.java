/** No encoder at all: the pixels of each patch, for the projector to make sense of. */
package io.firstlight.model.vision.patches;
