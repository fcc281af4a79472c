/** The language model: start with {@link io.firstlight.model.decoder.Decoder#forward}. */
package io.firstlight.model.decoder;
