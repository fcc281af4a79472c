package io.firstlight.model.encoder;

import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.Initializer;
import io.firstlight.tensor.parameter.Initializer.Constant;
import io.firstlight.tensor.parameter.Initializer.TruncatedNormal;
import io.firstlight.tensor.parameter.ParameterDeclaration;
import io.firstlight.tensor.parameter.ParameterRole;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A small vision transformer with a convolutional stem (Xiao et al., "Early Convolutions Help Transformers See Better",
 * arXiv 2106.14881): three strided stages of residual 3x3 convolutions reduce a patch to one token, then pre-norm
 * transformer blocks let the tokens of a tile see each other. Without its stem a transformer of this size learns little
 * from the images that two cores can show it (docs/LOG.md). Pixels stay in channels-last order throughout.
 */
final class VisionTransformer implements ImageEncoder {
    private static final double EPSILON = 1e-5;
    private static final double STATISTICS_MOMENTUM = 0.05;
    private static final int HEAD_WIDTH = 32;
    private static final int BLOCKS_PER_STAGE = 2;
    private final ImageEncoderConfig config;
    private final FlatParameters parameters;
    private final int[] stageWidths;
    private final int[] stageStrides;

    VisionTransformer(ImageEncoderConfig config, FlatParameters parameters) {
        this.config = config;
        this.parameters = parameters;
        this.stageWidths = stageWidths(config);
        this.stageStrides = stageStrides(config);
    }

    private static int[] stageWidths(ImageEncoderConfig config) {
        return new int[] {32, 64, config.width()};
    }

    private static int[] stageStrides(ImageEncoderConfig config) {
        return new int[] {4, 2, config.patchPixels() / 8};
    }

    static List<ParameterDeclaration> declare(ImageEncoderConfig config) {
        List<ParameterDeclaration> all = new ArrayList<>();
        int[] widths = stageWidths(config);
        int[] strides = stageStrides(config);
        for (int stage = 0; stage < widths.length; stage++) {
            int inputs = stage == 0 ? 3 : widths[stage - 1];
            String prefix = PREFIX + "stem." + stage + ".";
            convolution(all, prefix + "reduce", inputs, widths[stage], strides[stage], 1);
            for (int block = 0; block < BLOCKS_PER_STAGE; block++) {
                convolution(all, prefix + "blocks." + block + ".first", widths[stage], widths[stage], 3, 1);
                // A residual block starts as the identity.
                convolution(all, prefix + "blocks." + block + ".second", widths[stage], widths[stage], 3, 0);
            }
        }
        long w = config.width();
        all.add(new ParameterDeclaration(
                PREFIX + "places.weight",
                GAINS,
                ParameterRole.POSITION,
                new TruncatedNormal(0.02),
                config.tokensPerTile(),
                w));
        for (int layer = 0; layer < config.layers(); layer++) {
            String prefix = PREFIX + "layers." + layer + ".";
            TruncatedNormal input = new TruncatedNormal(1 / Math.sqrt(w));
            Initializer output = new TruncatedNormal(0.5 / Math.sqrt(w));
            vector(all, prefix + "attention_norm", w);
            matrix(all, prefix + "attention.query_key_value", input, 3 * w, w);
            matrix(all, prefix + "attention.output", output, w, w);
            vector(all, prefix + "feed_forward_norm", w);
            matrix(all, prefix + "feed_forward.up", input, 2 * w, w);
            matrix(all, prefix + "feed_forward.down", output, w, 2 * w);
        }
        vector(all, PREFIX + "norm", w);
        return all;
    }

    private static void convolution(
            List<ParameterDeclaration> all, String name, long inputs, long outputs, long kernel, float gain) {
        double deviation = Math.sqrt(2.0 / (inputs * kernel * kernel));
        all.add(new ParameterDeclaration(
                name + ".weight",
                MATRICES,
                ParameterRole.MATRIX,
                new TruncatedNormal(deviation),
                outputs,
                inputs,
                kernel,
                kernel));
        all.add(new ParameterDeclaration(
                name + ".norm.weight", GAINS, ParameterRole.GAIN, new Constant(gain), outputs));
        all.add(new ParameterDeclaration(name + ".norm.bias", GAINS, ParameterRole.BIAS, new Constant(0), outputs));
        all.add(new ParameterDeclaration(
                name + ".norm.mean", STATISTICS, ParameterRole.STATISTIC, new Constant(0), outputs));
        all.add(new ParameterDeclaration(
                name + ".norm.variance", STATISTICS, ParameterRole.STATISTIC, new Constant(1), outputs));
    }

    private static void vector(List<ParameterDeclaration> all, String name, long width) {
        all.add(new ParameterDeclaration(name + ".weight", GAINS, ParameterRole.GAIN, new Constant(1), width));
        all.add(new ParameterDeclaration(name + ".bias", GAINS, ParameterRole.BIAS, new Constant(0), width));
    }

    private static void matrix(
            List<ParameterDeclaration> all, String name, Initializer initializer, long outputs, long inputs) {
        all.add(new ParameterDeclaration(
                name + ".weight", MATRICES, ParameterRole.MATRIX, initializer, outputs, inputs));
        all.add(new ParameterDeclaration(name + ".bias", GAINS, ParameterRole.BIAS, new Constant(0), outputs));
    }

    @Override
    public ImageEncoderConfig config() {
        return config;
    }

    @Override
    public Placement placement() {
        return parameters.placement();
    }

    @Override
    public Tensor forward(Tensor pixels, boolean training) {
        long tiles = pixels.size(0);
        Tensor x = pixels.permute(0, 3, 1, 2); // [tiles, C, H, W], channels last in memory
        for (int stage = 0; stage < stageWidths.length; stage++) {
            String prefix = PREFIX + "stem." + stage + ".";
            x = torch.relu(convolve(x, prefix + "reduce", stageStrides[stage], 0, training));
            for (int block = 0; block < BLOCKS_PER_STAGE; block++) {
                String name = prefix + "blocks." + block;
                Tensor inner = torch.relu(convolve(x, name + ".first", 1, 1, training));
                x = x.add(convolve(inner, name + ".second", 1, 1, training));
            }
        }
        long tokens = config.tokensPerTile();
        long w = config.width();
        Tensor sequence = x.permute(0, 2, 3, 1).reshape(tiles, tokens, w).add(parameters.get(PREFIX + "places.weight"));
        sequence = sequence.reshape(tiles * tokens, w);
        for (int layer = 0; layer < config.layers(); layer++) {
            String prefix = PREFIX + "layers." + layer + ".";
            sequence = sequence.add(attention(norm(sequence, prefix + "attention_norm"), prefix + "attention.", tiles));
            Tensor hidden =
                    torch.gelu(linear(norm(sequence, prefix + "feed_forward_norm"), prefix + "feed_forward.up"));
            sequence = sequence.add(linear(hidden, prefix + "feed_forward.down"));
        }
        return norm(sequence, PREFIX + "norm");
    }

    private Tensor convolve(Tensor x, String name, int stride, int padding, boolean training) {
        Tensor y = torch.conv2d(
                x,
                parameters.get(name + ".weight"),
                new TensorOptional(),
                new long[] {stride, stride},
                new long[] {padding, padding},
                new long[] {1, 1},
                1);
        return torch.batch_norm(
                y,
                optional(name + ".norm.weight"),
                optional(name + ".norm.bias"),
                optional(name + ".norm.mean"),
                optional(name + ".norm.variance"),
                training,
                STATISTICS_MOMENTUM,
                EPSILON,
                false);
    }

    private Tensor attention(Tensor x, String prefix, long tiles) {
        long tokens = config.tokensPerTile();
        long heads = config.width() / HEAD_WIDTH;
        Tensor qkv = linear(x, prefix + "query_key_value")
                .view(tiles, tokens, 3 * heads, HEAD_WIDTH)
                .transpose(1, 2);
        Tensor mixed = torch.scaled_dot_product_attention(
                qkv.narrow(1, 0, heads),
                qkv.narrow(1, heads, heads),
                qkv.narrow(1, 2 * heads, heads),
                new TensorOptional(),
                0.0,
                false,
                new DoubleOptional(),
                false);
        return linear(mixed.transpose(1, 2).reshape(tiles * tokens, config.width()), prefix + "output");
    }

    private Tensor norm(Tensor x, String name) {
        return torch.layer_norm(
                x, new long[] {config.width()}, optional(name + ".weight"), optional(name + ".bias"), EPSILON, false);
    }

    private Tensor linear(Tensor x, String name) {
        return torch.linear(x, parameters.get(name + ".weight"), optional(name + ".bias"));
    }

    private TensorOptional optional(String name) {
        return new TensorOptional(parameters.get(name));
    }
}
