package io.firstlight.study.file;

import io.firstlight.model.decoder.Attention;

/** @param width of the residual stream; @param feedForwardWidth inner width of the gated feed-forward block */
public record TransformerShape(int width, int layers, Attention attention, int feedForwardWidth) {
    public TransformerShape {
        int heads = attention.heads();
        if (width < 1 || layers < 1 || feedForwardWidth < 1 || width % (2 * heads) != 0) {
            throw new IllegalArgumentException("a decoder of width " + width + " with " + heads + " heads, " + layers
                    + " layers and feed-forward width " + feedForwardWidth
                    + " is impossible; the width is a multiple of twice the heads");
        }
    }

    /** With attention as in OpenLM. */
    public TransformerShape(int width, int layers, int heads, int feedForwardWidth) {
        this(width, layers, Attention.openLm(heads), feedForwardWidth);
    }

    public int heads() {
        return attention.heads();
    }
}
