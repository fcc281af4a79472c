package io.firstlight.model.decoder;

import io.firstlight.model.decoder.DecoderInput.Mask;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.Initializer.Constant;
import io.firstlight.tensor.parameter.Initializer.QueryKeyValue;
import io.firstlight.tensor.parameter.Initializer.TruncatedNormal;
import io.firstlight.tensor.parameter.ParameterDeclaration;
import java.util.List;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** One pre-norm block: {@code h = x + attention(norm(x)); y = h + feedForward(norm(h))}. N = B*T, D width, H heads. */
final class DecoderBlock {
    static final double NORM_EPSILON = 1e-5;
    private final DecoderConfig config;
    private final Tensor attentionGain; // [D]
    private final Tensor queryKeyValue; // [3D, D]
    private final Tensor attentionOutput; // [D, D]
    private final Tensor feedForwardGain; // [D]
    private final Tensor gateUp; // [2F, D]
    private final Tensor down; // [D, F]

    DecoderBlock(DecoderConfig config, FlatParameters parameters, String prefix) {
        this.config = config;
        attentionGain = parameters.get(prefix + "attention_norm.weight");
        queryKeyValue = parameters.get(prefix + "attention.query_key_value.weight");
        attentionOutput = parameters.get(prefix + "attention.output.weight");
        feedForwardGain = parameters.get(prefix + "feed_forward_norm.weight");
        gateUp = parameters.get(prefix + "feed_forward.gate_up.weight");
        down = parameters.get(prefix + "feed_forward.down.weight");
    }

    /** OpenLM's initialisation: 1/sqrt(fan-in), outputs divided by sqrt(2(l+1)) for the 0-based layer l; keys as like the queries as asked. */
    static List<ParameterDeclaration> declare(DecoderConfig config, int layer, String prefix) {
        long d = config.width();
        long f = config.feedForward();
        double depth = Math.sqrt(2.0 * (layer + 1));
        TruncatedNormal input = new TruncatedNormal(1 / Math.sqrt(d));
        String matrices = Decoder.MATRICES;
        return List.of(
                new ParameterDeclaration(prefix + "attention_norm.weight", Decoder.GAINS, new Constant(1), d),
                new ParameterDeclaration(prefix + "attention.query_key_value.weight", matrices,
                        new QueryKeyValue(1 / Math.sqrt(d), config.attention().queryKeyLikeness()), 3 * d, d),
                new ParameterDeclaration(prefix + "attention.output.weight", matrices, new TruncatedNormal(1 / Math.sqrt(d) / depth), d, d),
                new ParameterDeclaration(prefix + "feed_forward_norm.weight", Decoder.GAINS, new Constant(1), d),
                new ParameterDeclaration(prefix + "feed_forward.gate_up.weight", matrices, input, 2 * f, d),
                new ParameterDeclaration(prefix + "feed_forward.down.weight", matrices, new TruncatedNormal(1 / Math.sqrt(f) / depth), d, f));
    }

    /** @param x [N, D]; @param rotations [N, 1, headWidth/2] complex64; returns [N, D] in the caller's scope */
    Tensor forward(Tensor x, DecoderInput input, Tensor rotations) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor h = x.add(attention(norm(x, attentionGain), input, rotations));
            return scope.passOn(h.add(feedForward(norm(h, feedForwardGain))));
        }
    }

    static Tensor norm(Tensor x, Tensor gain) {
        return torch.layer_norm(x, new long[] {x.size(1)}, new TensorOptional(gain), new TensorOptional(), NORM_EPSILON, false);
    }

    private Tensor attention(Tensor x, DecoderInput input, Tensor rotations) {
        long b = input.rows();
        long t = input.columns();
        long heads = config.heads();
        long headWidth = config.headWidth();
        Tensor qkv = torch.linear(x, queryKeyValue).view(b * t, 3 * heads, headWidth);
        // Queries and keys turn together, in one kernel.
        // Split and chunk rather than narrow: the gradient of a split is one copy, that of narrows is a zero-filled tensor each.
        TensorVector parts = qkv.split(new long[] {2 * heads, heads}, 1);
        TensorVector rotated = RotaryEmbedding.rotate(parts.get(0), rotations).chunk(2, 1);
        Tensor q = perHead(rotated.get(0), b, t); // [B, H, T, headWidth]
        Tensor k = perHead(rotated.get(1), b, t);
        Tensor v = perHead(parts.get(1), b, t);
        boolean causal = input.mask() instanceof Mask.Causal;
        TensorOptional mask = input.mask() instanceof Mask.Documents documents
                ? new TensorOptional(documents.additive()) : new TensorOptional();
        Tensor mixed = torch.scaled_dot_product_attention(q, k, v, mask, 0.0, causal, new DoubleOptional(), false);
        return torch.linear(mixed.transpose(1, 2).reshape(b * t, heads * headWidth), attentionOutput);
    }

    private Tensor perHead(Tensor x, long rows, long columns) {
        return x.view(rows, columns, config.heads(), config.headWidth()).transpose(1, 2);
    }

    private Tensor feedForward(Tensor x) {
        TensorVector gateAndUp = torch.linear(x, gateUp).chunk(2, 1);
        return torch.linear(torch.silu(gateAndUp.get(0)).mul(gateAndUp.get(1)), down);
    }
}
