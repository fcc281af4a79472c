package io.firstlight.model.family.llama;

import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.config.Range;
import io.firstlight.model.decoder.Decoder;
import io.firstlight.model.decoder.DecoderConfig;
import io.firstlight.model.decoder.DecoderOperations;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.ParameterDeclaration;
import java.util.List;

/**
 * Shape of a decoder of pre-norm blocks with RMSNorm, rotary attention over halves with grouped queries, and a SwiGLU
 * feed-forward block, without biases (Touvron et al., "Llama 2", arXiv 2307.09288).
 *
 * @param vocabularySize V
 * @param width D, a multiple of twice the query heads
 * @param layers L
 * @param attention its heads
 * @param feedForward F and what is done with the hidden states
 */
public record LlamaConfig(
        int vocabularySize, int width, int layers, LlamaAttention attention, LlamaFeedForward feedForward)
        implements DecoderConfig {
    /** Serialised name of the family. */
    public static final String FAMILY = "llama";

    /**
     * Shape of the attention.
     *
     * @param heads H, query heads
     * @param keyValueHeads K, of which H is a multiple
     * @param rotaryBase 10000 in Llama 2, 500000 in Llama 3
     */
    public record LlamaAttention(int heads, int keyValueHeads, double rotaryBase) {}

    /**
     * The rest of a block, and of the model after its blocks.
     *
     * @param width F, width of the gated hidden layer
     * @param normEpsilon added to the mean square in every norm
     * @param tiedHead whether the head's weight is the input embedding
     */
    public record LlamaFeedForward(int width, double normEpsilon, boolean tiedHead) {}

    public LlamaConfig {
        if (vocabularySize < 2 || layers < 1 || feedForward.width() < 1 || !(feedForward.normEpsilon() > 0)) {
            throw new IllegalArgumentException("a llama decoder needs a vocabulary of at least 2, at least 1 layer, a"
                    + " feed-forward width of at least 1 and a positive norm epsilon, found " + vocabularySize + ", "
                    + layers + ", " + feedForward.width() + " and " + feedForward.normEpsilon());
        }
        int heads = attention.heads();
        int keyValueHeads = attention.keyValueHeads();
        if (heads < 1 || keyValueHeads < 1 || heads % keyValueHeads != 0 || width < 1 || width % (2 * heads) != 0) {
            throw new IllegalArgumentException("a llama decoder's width must be a multiple of twice its query heads,"
                    + " and those a multiple of its key and value heads; found width " + width + ", " + heads
                    + " query heads and " + keyValueHeads + " key and value heads");
        }
    }

    /** As {@code model.decoder} of a study file says. */
    public static LlamaConfig fromSection(ConfigMap section, int vocabularySize) {
        int heads = section.count("heads", Range.atLeast(1));
        return new LlamaConfig(
                vocabularySize,
                section.count("width", Range.atLeast(2)),
                section.count("layers", Range.atLeast(1)),
                new LlamaAttention(
                        heads,
                        section.count("key_value_heads", Range.atLeast(1), heads),
                        section.number("rotary_base", Range.POSITIVE, 10_000)),
                new LlamaFeedForward(
                        section.count("feed_forward_width", Range.atLeast(1)),
                        section.number("norm_epsilon", Range.POSITIVE, 1e-5),
                        section.flag("tied_head", false)));
    }

    @Override
    public int feedForwardWidth() {
        return feedForward.width();
    }

    @Override
    public LlamaConfig withVocabulary(int size) {
        return new LlamaConfig(size, width, layers, attention, feedForward);
    }

    @Override
    public String family() {
        return FAMILY;
    }

    @Override
    public List<ParameterDeclaration> declare() {
        return LlamaLayout.declare(this);
    }

    @Override
    public Decoder create(FlatParameters parameters) {
        return LlamaLayout.create(this, parameters);
    }

    @Override
    public DecoderOperations operations() {
        return DecoderOperations.of(this, width);
    }

    int headWidth() {
        return width / attention.heads();
    }
}
