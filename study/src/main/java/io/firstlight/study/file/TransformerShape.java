package io.firstlight.study.file;

/** @param width of the residual stream; @param feedForwardWidth inner width of the gated feed-forward block */
public record TransformerShape(int width, int layers, int heads, int feedForwardWidth) {
    public TransformerShape {
        if (width < 1 || layers < 1 || heads < 1 || feedForwardWidth < 1 || width % (2 * heads) != 0) {
            throw new IllegalArgumentException("a decoder of width " + width + " with " + heads + " heads, " + layers
                    + " layers and feed-forward width " + feedForwardWidth
                    + " is impossible; the width is a multiple of twice the heads");
        }
    }
}
