/**
 * The families of decoders by name, a package each below this one: start with
 * {@link io.firstlight.model.family.DecoderFamilies}.
 */
package io.firstlight.model.family;
