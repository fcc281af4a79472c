package io.firstlight.model.decoder;

import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.Initializer.Constant;
import io.firstlight.tensor.parameter.Initializer.TruncatedNormal;
import io.firstlight.tensor.parameter.ParameterDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A causal language model over packed documents. Letters: B rows, T columns, N = B*T, D width, V vocabulary. Its
 * parameters lie in three groups: the embedding (tied with the output), the matrices, which decay, and the gains.
 */
public final class Decoder implements AutoCloseable {
    public static final String PREFIX = "decoder.";
    public static final String EMBEDDING = "decoder.embedding";
    public static final String MATRICES = "decoder.matrices";
    public static final String GAINS = "decoder.gains";
    private static final String EMBEDDING_WEIGHT = PREFIX + "embedding.weight";
    private static final String FINAL_GAIN = PREFIX + "norm.weight";

    private final Tensor embedding; // [V, D]
    private final Tensor finalGain; // [D]
    private final List<DecoderBlock> blocks = new ArrayList<>();
    private final RotaryEmbedding rotary;
    private final FlashAttention flash = new FlashAttention();

    public Decoder(DecoderConfig config, FlatParameters parameters) {
        embedding = parameters.get(EMBEDDING_WEIGHT);
        finalGain = parameters.get(FINAL_GAIN);
        rotary = new RotaryEmbedding(config.headWidth(), config.attention().rotaryShare());
        for (int layer = 0; layer < config.layers(); layer++) {
            blocks.add(DecoderBlock.of(config, flash, parameters, blockPrefix(layer)));
        }
    }

    public static List<ParameterDeclaration> declare(DecoderConfig config) {
        List<ParameterDeclaration> declarations = new ArrayList<>();
        declarations.add(new ParameterDeclaration(
                EMBEDDING_WEIGHT,
                EMBEDDING,
                new TruncatedNormal(1 / Math.sqrt(config.width())),
                config.vocabularySize(),
                config.width()));
        for (int layer = 0; layer < config.layers(); layer++) {
            declarations.addAll(DecoderBlock.declare(config, layer, blockPrefix(layer)));
        }
        declarations.add(new ParameterDeclaration(FINAL_GAIN, GAINS, new Constant(1), config.width()));
        return declarations;
    }

    /** Input and output embedding, [V, D] float32, owned by the parameters. */
    public Tensor embedding() {
        return embedding;
    }

    /**
     * Hidden states after the final norm, [N, D] float32, in the caller's scope, without gradients.
     *
     * @param insertVisual puts projected visual tokens into the embedded text [N, D]; the identity for text alone. What
     *     it returns is its argument or new, and freed here
     */
    public Tensor forward(PackedTokens tokens, UnaryOperator<Tensor> insertVisual) {
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            Tensor x = insertVisual.apply(embed(tokens));
            for (Step step : steps(tokens)) {
                try (TensorScope inner = TensorScope.open()) {
                    Tensor output = inner.passOn(step.forward(x).output());
                    x.close();
                    x = output;
                }
            }
            return scope.passOn(x);
        }
    }

    /** As {@link #forward}, with the same values, but ready to take a gradient back. */
    public DecoderPass record(PackedTokens tokens, UnaryOperator<Tensor> insertVisual) {
        Tensor embedded;
        try (GradMode mode = GradMode.on()) {
            embedded = insertVisual.apply(embed(tokens));
        }
        try (GradMode mode = GradMode.off()) {
            List<Recorded> recorded = new ArrayList<>();
            Tensor x = embedded.detach();
            for (Step step : steps(tokens)) {
                recorded.add(step.forward(x));
                x = recorded.get(recorded.size() - 1).output();
            }
            return new DecoderPass(embedded, recorded);
        }
    }

    private interface Step {
        Recorded forward(Tensor x);
    }

    private List<Step> steps(PackedTokens tokens) {
        DecoderInput input = DecoderInput.of(tokens);
        Rotations rotations = rotary.rotations(input.positions(), tokens.columns());
        List<Step> steps = new ArrayList<>();
        for (DecoderBlock block : blocks) {
            steps.add(x -> block.attention().forward(x, input, rotations));
            steps.add(block.feedForward()::forward);
        }
        steps.add(x -> GainNorm.record(x, finalGain));
        return steps;
    }

    private Tensor embed(PackedTokens tokens) {
        return torch.embedding(embedding, Tensors.of(tokens.tokenIds(), (long) tokens.rows() * tokens.columns()));
    }

    /** Logits [M, V] of hidden states [M, D]; for a few positions only, training uses the chunked loss. */
    public Tensor logits(Tensor hidden) {
        return torch.linear(hidden, embedding);
    }

    @Override
    public void close() {
        rotary.close();
        flash.close();
    }

    private static String blockPrefix(int layer) {
        return PREFIX + "layers." + layer + ".";
    }
}
