/**
 * The steps that decoders are composed of, each with its backward function: start with
 * {@link io.firstlight.model.decoder.step.DecoderStep}.
 */
package io.firstlight.model.decoder.step;
