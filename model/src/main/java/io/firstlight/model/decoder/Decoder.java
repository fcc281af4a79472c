package io.firstlight.model.decoder;

import io.firstlight.core.sequence.PackedTokens;
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

    public Decoder(DecoderConfig config, FlatParameters parameters) {
        embedding = parameters.get(EMBEDDING_WEIGHT);
        finalGain = parameters.get(FINAL_GAIN);
        rotary = new RotaryEmbedding(config.headWidth(), config.attention().rotaryShare());
        for (int layer = 0; layer < config.layers(); layer++) {
            blocks.add(new DecoderBlock(config, parameters, blockPrefix(layer)));
        }
    }

    public static List<ParameterDeclaration> declare(DecoderConfig config) {
        List<ParameterDeclaration> declarations = new ArrayList<>();
        declarations.add(new ParameterDeclaration(EMBEDDING_WEIGHT, EMBEDDING,
                new TruncatedNormal(1 / Math.sqrt(config.width())), config.vocabularySize(), config.width()));
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
     * Hidden states after the final norm, [N, D] float32, in the caller's scope.
     *
     * @param insertVisual puts projected visual tokens into the embedded text [N, D]; the identity for text alone
     */
    public Tensor forward(PackedTokens tokens, UnaryOperator<Tensor> insertVisual) {
        DecoderInput input = DecoderInput.of(tokens);
        Tensor rotations = rotary.rotations(input.positions(), tokens.columns());
        Tensor x = insertVisual.apply(torch.embedding(embedding, input.tokenIds()));
        for (DecoderBlock block : blocks) {
            x = block.forward(x, input, rotations);
        }
        return DecoderBlock.norm(x, finalGain);
    }

    /** Logits [M, V] of hidden states [M, D]; for a few positions only, training uses the chunked loss. */
    public Tensor logits(Tensor hidden) {
        return torch.linear(hidden, embedding);
    }

    @Override
    public void close() {
        rotary.close();
    }

    private static String blockPrefix(int layer) {
        return PREFIX + "layers." + layer + ".";
    }
}
