package io.firstlight.model.decoder;

/**
 * Shape of a decoder: pre-norm blocks with gain-only LayerNorm, rotary attention and a SwiGLU feed-forward, input and
 * output embedding tied, no biases (OpenLM, open_lm/model.py; DCLM's gain_only_lp_layer_norm).
 *
 * @param vocabularySize  V
 * @param width           D, a multiple of 2 * heads
 * @param layers          L
 * @param attention       its H heads
 * @param feedForward     F, width of the gated hidden layer
 */
public record DecoderConfig(int vocabularySize, int width, int layers, Attention attention, int feedForward) {
    public DecoderConfig {
        require(vocabularySize > 1, "vocabularySize", vocabularySize, "at least 2");
        require(layers > 0, "layers", layers, "at least 1");
        int heads = attention.heads();
        require(width > 0 && width % (2 * heads) == 0, "width", width, "a multiple of 2 * heads = " + 2 * heads);
        require(feedForward > 0, "feedForward", feedForward, "at least 1");
    }

    /** With attention as in OpenLM. */
    public DecoderConfig(int vocabularySize, int width, int layers, int heads, int feedForward) {
        this(vocabularySize, width, layers, Attention.openLm(heads), feedForward);
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
