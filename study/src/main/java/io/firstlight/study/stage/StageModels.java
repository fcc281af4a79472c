package io.firstlight.study.stage;

import io.firstlight.data.image.Tiles;
import io.firstlight.model.decoder.Decoder;
import io.firstlight.model.decoder.DecoderConfig;
import io.firstlight.model.encoder.ImageEncoder;
import io.firstlight.model.encoder.ImageEncoderConfig;
import io.firstlight.model.encoder.ImageEncoderConfig.Kind;
import io.firstlight.model.projector.Projector;
import io.firstlight.model.vlm.VisionLanguageModelConfig;
import io.firstlight.model.vlm.VisionLanguageModelConfig.Vision;
import io.firstlight.study.file.AdamSettings;
import io.firstlight.study.file.ImageTextPretraining.LrMultiples;
import io.firstlight.study.file.ModelShape;
import io.firstlight.study.file.ModelShape.ImageEncoderShape;
import io.firstlight.study.file.TransformerShape;
import io.firstlight.study.recipe.ImageEncoderChoice;
import io.firstlight.tensor.parameter.ParameterRole;
import io.firstlight.train.optimizer.AdamW;

/** From a study file's shapes and settings to those of the model and the optimizer. */
final class StageModels {
    private static final double EPSILON = 1e-8;

    private StageModels() {}

    static DecoderConfig decoder(TransformerShape shape, int vocabularySize) {
        return shape.config(vocabularySize);
    }

    static ImageEncoderConfig encoder(Kind kind, ImageEncoderShape shape, int tilePixels) {
        return new ImageEncoderConfig(kind, tilePixels, shape.gridSide(), shape.width(), shape.layers());
    }

    /** A model that reads text alone. */
    static VisionLanguageModelConfig textModel(TransformerShape shape, int vocabularySize) {
        ImageEncoderConfig unused = new ImageEncoderConfig(Kind.PATCH, 32, 2, 1, 0);
        return new VisionLanguageModelConfig(decoder(shape, vocabularySize), Vision.NONE, unused, 1);
    }

    static VisionLanguageModelConfig visionModel(
            ModelShape shape, ImageEncoderChoice choice, int vocabularySize, int tilePixels) {
        Kind kind = choice == ImageEncoderChoice.PATCH_PROJECTION ? Kind.PATCH : Kind.VIT;
        Vision vision = choice.readsFeatures() ? Vision.FEATURES : Vision.PIXELS;
        return new VisionLanguageModelConfig(
                decoder(shape.decoder(), vocabularySize),
                vision,
                encoder(kind, shape.imageEncoder(), tilePixels),
                Tiles.MAX_PER_IMAGE * shape.imageEncoder().tokensPerTile());
    }

    /** Whether a parameter belongs to the image encoder. */
    static boolean isEncoder(String parameter) {
        return parameter.startsWith(ImageEncoder.PREFIX);
    }

    /** Weight decay on matrices; embeddings, gains and biases keep their size. */
    static AdamW.UpdateSettings optimizer(AdamSettings adam, LrMultiples multiples) {
        double decay = adam.weightDecay();
        return new AdamW.UpdateSettings(
                adam.beta1(),
                adam.beta2(),
                EPSILON,
                (module, role) -> treatment(module, role, adam.weightDecay(), multiples));
    }

    private static AdamW.Treatment treatment(
            String module, ParameterRole role, double weightDecay, LrMultiples multiples) {
        double decay = role.decays() ? weightDecay : 0;
        return switch (module) {
            case Decoder.MODULE ->
                new AdamW.Treatment(role == ParameterRole.EMBEDDING ? multiples.embedding() : 1, decay);
            // A projector is small and trained briefly: none of it decays.
            case Projector.MODULE -> new AdamW.Treatment(multiples.projector(), 0);
            case ImageEncoder.MODULE -> new AdamW.Treatment(multiples.imageEncoder(), decay);
            default -> throw new IllegalArgumentException("no optimizer settings for the module " + module);
        };
    }
}
