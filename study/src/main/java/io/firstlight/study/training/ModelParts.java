package io.firstlight.study.training;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.annotation.JsonTypeIdResolver;
import io.firstlight.core.json.SealedKinds;
import io.firstlight.model.vlm.VisionLanguageModelConfig;
import io.firstlight.study.recipe.ImageEncoderChoice;
import io.firstlight.study.settings.ImageEncoderShape;
import io.firstlight.study.settings.ModelShape;
import io.firstlight.study.settings.TransformerShape;

/** The modules of the model that a stage trains. The vocabulary's size comes with the data set. */
@JsonTypeInfo(use = JsonTypeInfo.Id.CUSTOM, property = "kind")
@JsonTypeIdResolver(SealedKinds.class)
public sealed interface ModelParts {
    /** The language model, or the vision-language model, over a data set of this vocabulary. */
    VisionLanguageModelConfig config(int vocabularySize);

    /** A decoder alone: it reads text and has no projector. */
    @JsonTypeName("language_model")
    record LanguageModel(TransformerShape decoder) implements ModelParts {
        @Override
        public VisionLanguageModelConfig config(int vocabularySize) {
            return ModelConfigs.textModel(decoder, vocabularySize);
        }
    }

    /** A decoder with a projector, fed by features or by pixels. */
    @JsonTypeName("vision_language_model")
    record VisionLanguage(ModelShape shape, ImageEncoderChoice visualTokens) implements ModelParts {
        @Override
        public VisionLanguageModelConfig config(int vocabularySize) {
            return ModelConfigs.visionModel(shape, visualTokens, vocabularySize);
        }
    }

    /** An image encoder alone, for the objective that brings the other half of its model. */
    @JsonTypeName("image_encoder")
    record ImageEncoderOnly(ImageEncoderShape shape) implements ModelParts {
        @Override
        public VisionLanguageModelConfig config(int vocabularySize) {
            throw new IllegalArgumentException("an image encoder alone predicts no tokens; give the stage a decoder");
        }
    }
}
