package io.firstlight.study.training;

import io.firstlight.model.vision.ImageEncoderConfig;
import io.firstlight.model.vlm.VisionLanguageModelConfig;
import io.firstlight.model.vlm.VisionLanguageModelConfig.Vision;
import io.firstlight.study.recipe.ImageEncoderChoice;
import io.firstlight.study.settings.ImageEncoderShape;
import io.firstlight.study.settings.ModelShape;
import io.firstlight.study.settings.TransformerShape;

/** From a study file's shapes to the configurations of models. */
final class ModelConfigs {
    private ModelConfigs() {}

    /** A model that reads text alone. */
    static VisionLanguageModelConfig textModel(TransformerShape shape, int vocabularySize) {
        return new VisionLanguageModelConfig(shape.config(vocabularySize), new Vision.None());
    }

    static VisionLanguageModelConfig visionModel(ModelShape shape, ImageEncoderChoice choice, int vocabularySize) {
        return new VisionLanguageModelConfig(
                shape.decoder().config(vocabularySize), vision(shape.imageEncoder(), choice));
    }

    /** How images reach the decoder. */
    static Vision vision(ImageEncoderShape shape, ImageEncoderChoice choice) {
        if (choice.readsFeatures()) {
            return new Vision.Features(shape.config().width(), shape.config().maxVisualTokens());
        }
        ImageEncoderConfig encoder = choice == ImageEncoderChoice.PATCH_PROJECTION ? shape.patches() : shape.config();
        return new Vision.Pixels(encoder, encoder.maxVisualTokens());
    }
}
