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
import io.firstlight.train.optimizer.AdamW;
import io.firstlight.train.optimizer.AdamW.GroupSettings;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** From a study file's shapes and settings to those of the model and the optimizer. */
final class StageModels {
    private static final double EPSILON = 1e-8;

    private StageModels() {}

    static DecoderConfig decoder(TransformerShape shape, int vocabularySize) {
        return new DecoderConfig(
                vocabularySize, shape.width(), shape.layers(), shape.attention(), shape.feedForwardWidth());
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

    /** The groups that train in a mixture and in fine-tuning. */
    static Set<String> trainable(VisionLanguageModelConfig config) {
        Set<String> groups = new HashSet<>(Set.of(Decoder.EMBEDDING, Decoder.MATRICES, Decoder.GAINS));
        if (config.vision() != Vision.NONE) {
            groups.add(Projector.GROUP);
        }
        if (config.vision() == Vision.PIXELS && config.encoder().kind() == Kind.VIT) {
            groups.add(ImageEncoder.MATRICES);
            groups.add(ImageEncoder.GAINS);
        }
        return groups;
    }

    /** Weight decay on matrices; embeddings, gains and biases keep their size. */
    static AdamW.Settings optimizer(AdamSettings adam, LrMultiples multiples) {
        double decay = adam.weightDecay();
        return new AdamW.Settings(
                adam.beta1(),
                adam.beta2(),
                EPSILON,
                Map.of(
                        Decoder.EMBEDDING, new GroupSettings(multiples.embedding(), 0),
                        Decoder.MATRICES, new GroupSettings(1, decay),
                        Decoder.GAINS, new GroupSettings(1, 0),
                        Projector.GROUP, new GroupSettings(multiples.projector(), 0),
                        ImageEncoder.MATRICES, new GroupSettings(multiples.imageEncoder(), decay),
                        ImageEncoder.GAINS, new GroupSettings(multiples.imageEncoder(), 0)));
    }
}
