package io.firstlight.study.work;

import io.firstlight.model.decoder.DecoderConfig;
import io.firstlight.model.decoder.DecoderOperations;
import io.firstlight.study.file.ModelShape;

/**
 * Floating point operations and parameters from shapes. Matrix products and convolutions only; a multiplication and an
 * addition are two. Training is three times a forward pass: the backward pass makes two products for every one.
 */
public final class Operations {
    /** Forward and backward, in forward passes. */
    public static final int TRAINING = DecoderOperations.TRAINING;

    private static final int CONTRASTIVE_WIDTH = 128;

    private Operations() {}

    /** Blocks forward, for one position in a row of {@code columns}, every one of which counts as seen. */
    public static double decoderPerToken(DecoderConfig decoder, int columns) {
        return decoder.operations().forwardPerToken(columns);
    }

    /** Vocabulary projection forward, for one predicted position. */
    public static double headPerToken(DecoderConfig decoder) {
        return decoder.operations().perTarget();
    }

    /** Two-layer projector forward, for one visual token of {@code featureWidth}. */
    public static double projectorPerToken(int featureWidth, int width) {
        return 2.0 * width * (featureWidth + width);
    }

    /** Tiles that this encoder makes of an area given in the squares of {@link DataFacts}. */
    public static double tiles(ModelShape.ImageEncoderShape shape, double squares) {
        double ratio = (double) DataFacts.SQUARE_PIXELS / shape.tilePixels();
        return squares * ratio * ratio;
    }

    /** Visual tokens that this encoder makes of an area given in the squares of {@link DataFacts}. */
    public static double visualTokens(ModelShape.ImageEncoderShape shape, double squares) {
        return tiles(shape, squares) * shape.tokensPerTile();
    }

    /**
     * Image encoder forward, for one tile: three strided stages with four 3x3 convolutions each, then the transformer.
     */
    public static double encoderPerTile(ModelShape.ImageEncoderShape shape) {
        int tilePixels = shape.tilePixels();
        int[] widths = {32, 64, shape.width()};
        int[] strides = {4, 2, Math.max(1, tilePixels / shape.gridSide() / 8)};
        double side = tilePixels;
        double operations = 0;
        int inputs = 3;
        for (int stage = 0; stage < widths.length; stage++) {
            side /= strides[stage];
            double positions = side * side;
            double width = widths[stage];
            operations += 2 * positions * width * (inputs * strides[stage] * strides[stage] + 4 * 9 * width);
            inputs = widths[stage];
        }
        double width = shape.width();
        double tokens = shape.tokensPerTile();
        return operations + shape.layers() * tokens * (16 * width * width + 4 * width * tokens);
    }

    public static long encoderParameters(ModelShape.ImageEncoderShape shape) {
        long width = shape.width();
        long stem = 32L * (48 + 4 * 9 * 32) + 64L * (128 + 4 * 9 * 64) + width * (256 + 4 * 9 * width);
        return stem + 8L * shape.layers() * width * width;
    }

    /** Every image of a batch against every caption, forward, for one image. */
    public static double contrastPerImage(int captions) {
        return 2.0 * captions * CONTRASTIVE_WIDTH;
    }
}
