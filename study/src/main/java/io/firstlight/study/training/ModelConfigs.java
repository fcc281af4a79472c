package io.firstlight.study.training;

import io.firstlight.data.image.Tiles;
import io.firstlight.model.encoder.ImageEncoderConfig;
import io.firstlight.model.encoder.ImageEncoderConfig.Kind;
import io.firstlight.model.vlm.VisionLanguageModelConfig;
import io.firstlight.model.vlm.VisionLanguageModelConfig.Vision;
import io.firstlight.study.file.ModelShape;
import io.firstlight.study.file.ModelShape.ImageEncoderShape;
import io.firstlight.study.file.TransformerShape;
import io.firstlight.study.recipe.ImageEncoderChoice;

/** From a study file's shapes to the configurations of models. */
final class ModelConfigs {
    private ModelConfigs() {}

    static ImageEncoderConfig encoder(Kind kind, ImageEncoderShape shape, int tilePixels) {
        return new ImageEncoderConfig(kind, tilePixels, shape.gridSide(), shape.width(), shape.layers());
    }

    /** A model that reads text alone. */
    static VisionLanguageModelConfig textModel(TransformerShape shape, int vocabularySize) {
        ImageEncoderConfig unused = new ImageEncoderConfig(Kind.PATCH, 32, 2, 1, 0);
        return new VisionLanguageModelConfig(shape.config(vocabularySize), Vision.NONE, unused, 1);
    }

    static VisionLanguageModelConfig visionModel(
            ModelShape shape, ImageEncoderChoice choice, int vocabularySize, int tilePixels) {
        Kind kind = choice == ImageEncoderChoice.PATCH_PROJECTION ? Kind.PATCH : Kind.VIT;
        Vision vision = choice.readsFeatures() ? Vision.FEATURES : Vision.PIXELS;
        return new VisionLanguageModelConfig(
                shape.decoder().config(vocabularySize),
                vision,
                encoder(kind, shape.imageEncoder(), tilePixels),
                Tiles.MAX_PER_IMAGE * shape.imageEncoder().tokensPerTile());
    }
}
