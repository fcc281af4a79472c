package io.firstlight.study.training;

import io.firstlight.model.vision.ImageEncoderConfig;
import io.firstlight.model.vlm.VisionLanguageModelConfig;
import io.firstlight.model.vlm.VisionLanguageModelConfig.Vision;
import io.firstlight.study.recipe.ImageEncoderChoice;
import io.firstlight.study.settings.ModelShape;
import io.firstlight.study.settings.ModelShape.ImageEncoderShape;
import io.firstlight.study.settings.TransformerShape;

/** From a study file's shapes to the configurations of models. */
final class ModelConfigs {
    private ModelConfigs() {}

    /** The encoder that a study trains; the frozen one has its shape too. */
    static ImageEncoderConfig trainedEncoder(ImageEncoderShape shape) {
        return shape.trained();
    }

    /** The most visual tokens of an image. */
    static int maxVisualTokens(ImageEncoderShape shape) {
        return ImageEncoderShape.MAX_TILES * shape.tokensPerTile();
    }

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
        int maxVisualTokens = maxVisualTokens(shape);
        if (choice.readsFeatures()) {
            return new Vision.Features(trainedEncoder(shape).width(), maxVisualTokens);
        }
        ImageEncoderConfig encoder =
                choice == ImageEncoderChoice.PATCH_PROJECTION ? shape.patches() : trainedEncoder(shape);
        return new Vision.Pixels(encoder, maxVisualTokens);
    }
}
