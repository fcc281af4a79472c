/** The language model: start with {@link io.firstlight.model.decoder.Decoder}. Families lie in {@code model.family}. */
package io.firstlight.model.decoder;
