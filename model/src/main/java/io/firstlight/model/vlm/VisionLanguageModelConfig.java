package io.firstlight.model.vlm;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.firstlight.model.decoder.DecoderConfig;
import io.firstlight.model.encoder.ImageEncoderConfig;
import io.firstlight.model.family.DecoderFamilies;

/**
 * What a model is made of; the content of model.json beside its weights.
 *
 * @param vision how images reach the decoder
 * @param encoder shape of the encoder; ignored when vision is NONE
 * @param maxVisualTokens the most visual tokens one image may have
 */
@JsonIgnoreProperties(ignoreUnknown = false)
public record VisionLanguageModelConfig(
        @JsonDeserialize(using = DecoderFamilies.Reader.class)
        DecoderConfig decoder,

        Vision vision,
        ImageEncoderConfig encoder,
        int maxVisualTokens) {
    /** Where the features of images come from. */
    public enum Vision {
        /** A language model: no projector, no images. */
        NONE,
        /** Features of a frozen encoder are given with each batch; the encoder lies in its own stage. */
        FEATURES,
        /** Pixels are given and the encoder is part of the model. */
        PIXELS
    }
}
