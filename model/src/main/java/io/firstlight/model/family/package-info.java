/** The families of decoders by name: start with {@link io.firstlight.model.family.DecoderFamilies}. */
package io.firstlight.model.family;
