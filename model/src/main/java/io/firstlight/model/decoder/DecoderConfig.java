package io.firstlight.model.decoder;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Shape of a decoder: pre-norm blocks with gain-only LayerNorm, rotary attention and a SwiGLU feed-forward, input and
 * output embedding tied, no biases (OpenLM, open_lm/model.py; DCLM's gain_only_lp_layer_norm).
 *
 * @param vocabularySize V
 * @param width D, a multiple of 2 * heads
 * @param layers L
 * @param attention its H heads
 * @param feedForward F, width of the gated hidden layer
 */
public record DecoderConfig(int vocabularySize, int width, int layers, AttentionConfig attention, int feedForward) {
    public DecoderConfig {
        require(vocabularySize > 1, "vocabularySize", vocabularySize, "at least 2");
        require(layers > 0, "layers", layers, "at least 1");
        if (attention == null) {
            throw new IllegalArgumentException("decoder must have attention with its heads, found neither");
        }
        attention.requireFits(width);
        require(feedForward > 0, "feedForward", feedForward, "at least 1");
    }

    /** With attention as in OpenLM. */
    public DecoderConfig(int vocabularySize, int width, int layers, int heads, int feedForward) {
        this(vocabularySize, width, layers, AttentionConfig.openLm(heads), feedForward);
    }

    /** Also reads model files from before attention had a shape of its own: they name their heads alone. */
    @JsonCreator
    static DecoderConfig read(
            @JsonProperty("vocabularySize") int vocabularySize,
            @JsonProperty("width") int width,
            @JsonProperty("layers") int layers,
            @JsonProperty("attention") AttentionConfig attention,
            @JsonProperty("feedForward") int feedForward,
            @JsonProperty("heads") Integer heads) {
        AttentionConfig read = attention == null && heads != null ? AttentionConfig.openLm(heads) : attention;
        return new DecoderConfig(vocabularySize, width, layers, read, feedForward);
    }

    public int heads() {
        return attention.heads();
    }

    public int headWidth() {
        return width / heads();
    }

    /** Parameters of the blocks and norms, without the embedding. */
    public long numBlockParameters() {
        long attentionParameters = 4L * width * width;
        long feedForwardParameters = 3L * width * feedForward;
        return layers * (attentionParameters + feedForwardParameters + 2L * width) + width;
    }

    public long numParameters() {
        return numBlockParameters() + (long) vocabularySize * width;
    }

    private static void require(boolean holds, String name, int found, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("decoder " + name + " must be " + expected + ", found " + found);
        }
    }
}
