package io.firstlight.study.work;

import io.firstlight.core.image.ImageSize;
import io.firstlight.model.decoder.DecoderConfig;
import io.firstlight.model.decoder.DecoderOperations;
import io.firstlight.model.vision.ImageEncoderConfig;

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

    /**
     * Visual tokens that an encoder makes of an image, on average.
     *
     * @param meanSquares of an image, as in {@link DataFacts}; 0 where there are no images
     */
    public static double visualTokens(ImageEncoderConfig encoder, double meanSquares) {
        return encoder.meanVisualTokens(meanSquares * DataFacts.SQUARE_PIXELS * DataFacts.SQUARE_PIXELS);
    }

    /** As {@link #visualTokens}, where there are images and nothing else: each has the tokens of the smallest. */
    public static double visualTokensOfOne(ImageEncoderConfig encoder, double meanSquares) {
        return Math.max(encoder.visualTokens(ImageSize.square(1)), visualTokens(encoder, meanSquares));
    }
}
