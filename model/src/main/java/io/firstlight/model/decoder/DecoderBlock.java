package io.firstlight.model.decoder;

import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.Initializer.Constant;
import io.firstlight.tensor.parameter.Initializer.QueryKeyValue;
import io.firstlight.tensor.parameter.Initializer.TruncatedNormal;
import io.firstlight.tensor.parameter.ParameterDeclaration;
import java.util.List;

/** One pre-norm block: attention, then feed-forward, each added to what it reads. */
record DecoderBlock(Attention attention, FeedForward feedForward) {
    static DecoderBlock of(DecoderConfig config, FlashAttention flash, FlatParameters parameters, String prefix) {
        return new DecoderBlock(new Attention(config, flash, parameters, prefix), new FeedForward(parameters, prefix));
    }

    /**
     * OpenLM's initialisation: 1/sqrt(fan-in), outputs divided by sqrt(2(l+1)) for the 0-based layer l; keys as like
     * the queries as asked.
     */
    static List<ParameterDeclaration> declare(DecoderConfig config, int layer, String prefix) {
        long d = config.width();
        long f = config.feedForward();
        double depth = Math.sqrt(2.0 * (layer + 1));
        TruncatedNormal input = new TruncatedNormal(1 / Math.sqrt(d));
        String matrices = Decoder.MATRICES;
        return List.of(
                new ParameterDeclaration(prefix + "attention_norm.weight", Decoder.GAINS, new Constant(1), d),
                new ParameterDeclaration(
                        prefix + "attention.query_key_value.weight",
                        matrices,
                        new QueryKeyValue(1 / Math.sqrt(d), config.attention().queryKeyLikeness()),
                        3 * d,
                        d),
                new ParameterDeclaration(
                        prefix + "attention.output.weight",
                        matrices,
                        new TruncatedNormal(1 / Math.sqrt(d) / depth),
                        d,
                        d),
                new ParameterDeclaration(prefix + "feed_forward_norm.weight", Decoder.GAINS, new Constant(1), d),
                new ParameterDeclaration(prefix + "feed_forward.gate_up.weight", matrices, input, 2 * f, d),
                new ParameterDeclaration(
                        prefix + "feed_forward.down.weight",
                        matrices,
                        new TruncatedNormal(1 / Math.sqrt(f) / depth),
                        d,
                        f));
    }
}
