package io.firstlight.model.vision.stem;

import io.firstlight.model.vision.EncoderPass;
import io.firstlight.model.vision.TileEncoder;
import io.firstlight.tensor.parameter.FlatParameters;
import java.util.List;
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
    private final List<StemUnit> units;

    StemEncoder(StemConfig config, FlatParameters parameters) {
        super(config, parameters.placement());
        this.parameters = parameters;
        this.units = StemUnit.of(config, parameters);
    }

    @Override
    protected Tensor forwardTiles(Tensor pixels, boolean training) {
        Tensor x = pixels.permute(0, 3, 1, 2); // [tiles, C, H, W], channels last in memory
        Tensor blockInput = x;
        for (StemUnit unit : units) {
            Tensor y = normalized(unit, x, training);
            if (unit.isSecond()) {
                x = blockInput.add(y);
            } else {
                blockInput = x;
                x = torch.relu(y);
            }
        }
        return transform(x);
    }

    @Override
    protected EncoderPass recordTiles(int parts, IntFunction<Tensor> pixels) {
        return StemPass.forward(this, parts, pixels);
    }

    List<StemUnit> units() {
        return units;
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

    private static Tensor normalized(StemUnit unit, Tensor x, boolean training) {
        return torch.batch_norm(
                unit.convolution(x),
                new TensorOptional(unit.norm("weight")),
                new TensorOptional(unit.norm("bias")),
                new TensorOptional(unit.norm("mean")),
                new TensorOptional(unit.norm("variance")),
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
