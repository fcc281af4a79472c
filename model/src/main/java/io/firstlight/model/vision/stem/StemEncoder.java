package io.firstlight.model.vision.stem;

import io.firstlight.model.vision.EncoderPass;
import io.firstlight.model.vision.TileEncoder;
import io.firstlight.tensor.parameter.FlatParameters;
import java.util.function.IntFunction;
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
final class StemEncoder extends TileEncoder<StemConfig> {
    static final double EPSILON = 1e-5;
    static final double STATISTICS_MOMENTUM = 0.05;
    private final FlatParameters parameters;
    private final int[] stageStrides;

    StemEncoder(StemConfig config, FlatParameters parameters) {
        super(config, parameters.placement());
        this.parameters = parameters;
        this.stageStrides = StemParameters.stageStrides(config);
    }

    @Override
    protected Tensor forwardTiles(Tensor pixels, boolean training) {
        Tensor x = pixels.permute(0, 3, 1, 2); // [tiles, C, H, W], channels last in memory
        for (int stage = 0; stage < stageStrides.length; stage++) {
            String prefix = StemParameters.stagePrefix(stage);
            x = torch.relu(convolve(x, prefix + "reduce", stageStrides[stage], 0, training));
            for (int block = 0; block < StemParameters.BLOCKS_PER_STAGE; block++) {
                String name = prefix + "blocks." + block;
                Tensor inner = torch.relu(convolve(x, name + ".first", 1, 1, training));
                x = x.add(convolve(inner, name + ".second", 1, 1, training));
            }
        }
        return transform(x);
    }

    @Override
    protected EncoderPass recordTiles(int parts, IntFunction<Tensor> pixels) {
        return StemPass.forward(this, parts, pixels);
    }

    FlatParameters parameters() {
        return parameters;
    }

    /** From what the stem makes of tiles, [tiles, W, grid, grid], to visual tokens [tiles * tokens, W]. */
    Tensor transform(Tensor x) {
        long tiles = x.size(0);
        long tokens = config().tiles().tokensPerTile();
        long w = config().width();
        Tensor sequence =
                x.permute(0, 2, 3, 1).reshape(tiles, tokens, w).add(parameters.get(StemParameters.POSITION_EMBEDDING));
        sequence = sequence.reshape(tiles * tokens, w);
        for (int layer = 0; layer < config().layers(); layer++) {
            String prefix = StemParameters.layerPrefix(layer);
            sequence = sequence.add(attention(norm(sequence, prefix + "attention_norm"), prefix + "attention.", tiles));
            Tensor hidden =
                    torch.gelu(linear(norm(sequence, prefix + "feed_forward_norm"), prefix + "feed_forward.up"));
            sequence = sequence.add(linear(hidden, prefix + "feed_forward.down"));
        }
        return norm(sequence, StemParameters.FINAL_NORM);
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
        long tokens = config().tiles().tokensPerTile();
        long heads = config().width() / StemConfig.HEAD_WIDTH;
        Tensor qkv = linear(x, prefix + "query_key_value")
                .view(tiles, tokens, 3 * heads, StemConfig.HEAD_WIDTH)
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
        return linear(mixed.transpose(1, 2).reshape(tiles * tokens, config().width()), prefix + "output");
    }

    private Tensor norm(Tensor x, String name) {
        return torch.layer_norm(
                x, new long[] {config().width()}, optional(name + ".weight"), optional(name + ".bias"), EPSILON, false);
    }

    private Tensor linear(Tensor x, String name) {
        return torch.linear(x, parameters.get(name + ".weight"), optional(name + ".bias"));
    }

    private TensorOptional optional(String name) {
        return new TensorOptional(parameters.get(name));
    }
}
