package io.firstlight.model.projector;

import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.Initializer.Constant;
import io.firstlight.tensor.parameter.Initializer.TruncatedNormal;
import io.firstlight.tensor.parameter.ParameterDeclaration;
import io.firstlight.tensor.parameter.ParameterRole;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Turns image features into decoder inputs: Linear, GELU, Linear, and a normalisation to a learned scale, so that
 * visual tokens enter with about the size of word embeddings whatever the features' size is; then learned embeddings of
 * the position in the image and of being visual. W feature width, D decoder width, V visual tokens of the batch, P the
 * most visual tokens of an image.
 */
public final class Projector {
    /** First part of the names of all its parameters. */
    public static final String MODULE = "projector";

    public static final String PREFIX = MODULE + ".";
    private static final String GROUP = "projector";
    private static final double NORM_EPSILON = 1e-6;
    /** Norm of a new projector's content, where a new word embedding has 1. */
    private static final double CONTENT_SIZE = 1.5;

    private final Tensor inputWeight; // [D, W]
    private final Tensor inputBias; // [D]
    private final Tensor outputWeight; // [D, D]
    private final Tensor outputBias; // [D]
    private final Tensor positionEmbedding; // [P, D]
    private final Tensor scale; // [D]
    private final Tensor visualEmbedding; // [D]

    public Projector(FlatParameters parameters) {
        inputWeight = parameters.get(PREFIX + "input.weight");
        inputBias = parameters.get(PREFIX + "input.bias");
        outputWeight = parameters.get(PREFIX + "output.weight");
        outputBias = parameters.get(PREFIX + "output.bias");
        positionEmbedding = parameters.get(PREFIX + "places.weight");
        scale = parameters.get(PREFIX + "scale.weight");
        visualEmbedding = parameters.get(PREFIX + "visual.weight");
    }

    /** Floating point operations of a forward pass for one visual token; a backward pass takes twice as many. */
    public static double operationsPerVisualToken(int featureWidth, int width) {
        return 2.0 * width * (featureWidth + width);
    }

    /**
     * The parameters of a projector.
     *
     * @param maxVisualTokens P
     */
    public static List<ParameterDeclaration> declare(int featureWidth, int width, int maxVisualTokens) {
        return List.of(
                new ParameterDeclaration(
                        PREFIX + "input.weight",
                        GROUP,
                        ParameterRole.MATRIX,
                        new TruncatedNormal(1 / Math.sqrt(featureWidth)),
                        width,
                        featureWidth),
                new ParameterDeclaration(PREFIX + "input.bias", GROUP, ParameterRole.BIAS, new Constant(0), width),
                new ParameterDeclaration(
                        PREFIX + "output.weight",
                        GROUP,
                        ParameterRole.MATRIX,
                        new TruncatedNormal(1 / Math.sqrt(width)),
                        width,
                        width),
                new ParameterDeclaration(PREFIX + "output.bias", GROUP, ParameterRole.BIAS, new Constant(0), width),
                new ParameterDeclaration(
                        PREFIX + "places.weight",
                        GROUP,
                        ParameterRole.POSITION,
                        new TruncatedNormal(0.7 / Math.sqrt(width)),
                        maxVisualTokens,
                        width),
                new ParameterDeclaration(
                        PREFIX + "visual.weight",
                        GROUP,
                        ParameterRole.POSITION,
                        new TruncatedNormal(1 / Math.sqrt(width)),
                        width),
                new ParameterDeclaration(
                        PREFIX + "scale.weight",
                        GROUP,
                        ParameterRole.GAIN,
                        new Constant((float) (CONTENT_SIZE / Math.sqrt(width))),
                        width));
    }

    /**
     * Fits a new projector's tokens to words of root mean square {@code wordSize}: content of 1.5 times that, and the
     * embeddings added to it in proportion. Embeddings of fixed size would vanish beside words that a long trunk has
     * made large.
     */
    public void fitInPlace(double wordSize) {
        double size = CONTENT_SIZE * wordSize;
        double before = Tensors.floats(scale.norm())[0] / Math.sqrt(scale.numel());
        scale.fill_(new Scalar(size));
        positionEmbedding.mul_(new Scalar(size / before));
        visualEmbedding.mul_(new Scalar(size / before));
    }

    /**
     * The content alone, without position: projected tokens [V, D] of features [V, W], comparable with word embeddings.
     */
    public Tensor content(Tensor features) {
        Tensor hidden = torch.gelu(torch.linear(features, inputWeight, new TensorOptional(inputBias)));
        Tensor projected = torch.linear(hidden, outputWeight, new TensorOptional(outputBias));
        return torch.layer_norm(
                projected,
                new long[] {projected.size(1)},
                new TensorOptional(scale),
                new TensorOptional(),
                NORM_EPSILON,
                false);
    }

    /**
     * What enters the decoder: the content and two embeddings, added after the norm so that they leave the content
     * unchanged. One says that a token is visual at all, since its content looks like a word's and attention has to
     * find it; the other says where in its image it is.
     *
     * @param features [V, W]
     * @param tokenIndexes [V] int64, index of the token within its image, from 0
     * @return [V, D]
     */
    public Tensor forward(Tensor features, Tensor tokenIndexes) {
        return content(features)
                .add(torch.embedding(positionEmbedding, tokenIndexes))
                .add(visualEmbedding);
    }
}
