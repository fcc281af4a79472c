package io.firstlight.model.decoder;

import io.firstlight.tensor.parameter.ParameterDeclaration;
import io.firstlight.tensor.parameter.ParameterRole;
import java.util.List;

/**
 * Floating point operations of a decoder's forward pass, a multiplication and an addition counted as two. Its backward
 * pass takes {@link #BACKWARD} times as many: two products for every one.
 *
 * @param perToken of products with weights and of gains, in the blocks, for one position
 * @param perAttentionPair of scores and mixing in all layers, for one query and one key that it may see
 * @param perTarget of the vocabulary projection, for one predicted position
 */
public record DecoderOperations(double perToken, double perAttentionPair, double perTarget) {
    /** Backward pass, in forward passes. */
    public static final int BACKWARD = 2;

    /** Forward and backward pass, in forward passes. */
    public static final int TRAINING = 1 + BACKWARD;

    /**
     * Two operations for each parameter that is not looked up, and for each attention pair two products of
     * {@code attentionWidth} in each layer.
     *
     * @param attentionWidth width of all query heads together
     */
    public static DecoderOperations of(DecoderConfig config, long attentionWidth) {
        List<ParameterDeclaration> declarations = config.declare();
        long multiplied = declarations.stream()
                .filter(declaration ->
                        declaration.role() != ParameterRole.EMBEDDING && declaration.role() != ParameterRole.HEAD)
                .mapToLong(ParameterDeclaration::size)
                .sum();
        return new DecoderOperations(
                2.0 * multiplied,
                4.0 * config.layers() * attentionWidth,
                2.0 * config.width() * config.vocabularySize());
    }

    /** Blocks forward, for one position that sees {@code keys} positions. */
    public double forwardPerToken(double keys) {
        return perToken + perAttentionPair * keys;
    }
}
