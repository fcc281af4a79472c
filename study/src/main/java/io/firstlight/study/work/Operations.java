package io.firstlight.study.work;

import io.firstlight.model.decoder.DecoderConfig;
import io.firstlight.model.decoder.DecoderOperations;
import io.firstlight.study.settings.ModelShape;

/** Floating point operations of stages, from what models state of themselves. */
public final class Operations {
    /** Forward and backward, in forward passes. */
    public static final int TRAINING = DecoderOperations.TRAINING;

    private Operations() {}

    /** Blocks forward, for one position in a row of {@code columns}, every one of which counts as seen. */
    public static double decoderPerToken(DecoderConfig decoder, int columns) {
        return decoder.operations().forwardPerToken(columns);
    }

    /** Vocabulary projection forward, for one predicted position. */
    public static double headPerToken(DecoderConfig decoder) {
        return decoder.operations().perTarget();
    }

    /** Visual tokens that this encoder makes of an area given in the squares of {@link DataFacts}. */
    public static double visualTokens(ModelShape.ImageEncoderShape shape, double squares) {
        return tiles(shape, squares) * shape.tokensPerTile();
    }

    /** Tiles that this encoder makes of an area given in the squares of {@link DataFacts}. */
    private static double tiles(ModelShape.ImageEncoderShape shape, double squares) {
        double ratio = (double) DataFacts.SQUARE_PIXELS / shape.tilePixels();
        return squares * ratio * ratio;
    }
}
