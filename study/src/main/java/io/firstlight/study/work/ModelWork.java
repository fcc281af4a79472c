package io.firstlight.study.work;

import io.firstlight.model.decoder.DecoderConfig;
import io.firstlight.model.projector.Projector;
import io.firstlight.study.recipe.ImageEncoderChoice;
import io.firstlight.study.settings.ModelShape;

/** Operations and parameters of a vision-language model over a data set. */
public record ModelWork(ModelShape shape, ImageEncoderChoice visualTokens, DataFacts facts) {
    /** Bytes a parameter takes in training: weight, two moments, gradient, and those of parts on two threads. */
    public static final long TRAINING_BYTES = 24;
    /** Bytes a parameter takes on disk with its two moments. */
    public static final long CHECKPOINT_BYTES = 12;
    /** Bytes of a float32 weight. */
    public static final long WEIGHT_BYTES = 4;
    /** Bytes that every stage takes, whatever it does. */
    public static final long BASE_BYTES = 400L << 20;

    /** Training operations for one visual token, before the decoder. */
    public double trainingPerVisualToken() {
        double encoder = visualTokens == ImageEncoderChoice.TRAINED_VIT
                ? shape.imageEncoder().config().operationsPerVisualToken()
                : 0;
        return Operations.TRAINING * (encoder + projectorPerToken());
    }

    /** Projector forward, for one visual token. */
    public double projectorPerToken() {
        int featureWidth = visualTokens == ImageEncoderChoice.PATCH_PROJECTION
                ? shape.imageEncoder().patches().width()
                : shape.imageEncoder().config().width();
        return Projector.operationsPerVisualToken(featureWidth, shape.decoder().width());
    }

    /** Vocabulary projection forward, for one predicted position. */
    public double headPerToken() {
        return Operations.headPerToken(config());
    }

    public long decoderParameters() {
        return config().numParameters();
    }

    /** The decoder over the data set's vocabulary. */
    public DecoderConfig config() {
        return shape.decoder().config(facts.tokenizer().vocabularySize());
    }
}
