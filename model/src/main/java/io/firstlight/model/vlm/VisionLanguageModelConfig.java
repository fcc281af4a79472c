package io.firstlight.model.vlm;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.firstlight.model.decoder.DecoderConfig;
import io.firstlight.model.family.DecoderFamilies;
import io.firstlight.model.vision.ImageEncoderConfig;
import io.firstlight.model.vision.registry.ImageEncoders;

/**
 * What a model is made of; the content of model.json beside its weights.
 *
 * @param vision how images reach the decoder, if they do
 */
@JsonIgnoreProperties(ignoreUnknown = false)
public record VisionLanguageModelConfig(
        @JsonDeserialize(using = DecoderFamilies.Reader.class)
        DecoderConfig decoder,

        Vision vision) {
    /** Where the visual tokens of images come from. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Vision.None.class, name = "none"),
        @JsonSubTypes.Type(value = Vision.Features.class, name = "features"),
        @JsonSubTypes.Type(value = Vision.Pixels.class, name = "pixels")
    })
    public sealed interface Vision {
        /** A language model: no projector, no images. */
        record None() implements Vision {}

        /**
         * Features of a frozen encoder come with each batch; the encoder lies in its own stage.
         *
         * @param featureWidth numbers per visual token
         * @param maxVisualTokens the most visual tokens one image may have: the projector's position embeddings
         */
        record Features(int featureWidth, int maxVisualTokens) implements Vision {}

        /**
         * Pixels come with each batch and the encoder is part of the model.
         *
         * @param maxVisualTokens as for {@link Features}
         */
        record Pixels(
                @JsonDeserialize(using = ImageEncoders.Reader.class)
                ImageEncoderConfig encoder,

                int maxVisualTokens) implements Vision {}
    }

    public boolean readsImages() {
        return !(vision instanceof Vision.None);
    }
}
