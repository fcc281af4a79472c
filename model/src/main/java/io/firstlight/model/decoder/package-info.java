/**
 * The language model: start with {@link io.firstlight.model.decoder.Decoder#forward}, and with
 * {@link io.firstlight.model.decoder.Decoder#record} where gradients go back.
 */
package io.firstlight.model.decoder;
