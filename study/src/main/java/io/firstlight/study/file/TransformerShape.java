package io.firstlight.study.file;

/** @param width of the residual stream; @param feedForwardWidth inner width of the gated feed-forward block */
public record TransformerShape(int width, int layers, int heads, int feedForwardWidth) {
    public TransformerShape {
        if (width < 1 || layers < 0 || heads < 1 || feedForwardWidth < 1 || width % heads != 0) {
            throw new IllegalArgumentException("a transformer of width " + width + " with " + heads + " heads, " + layers
                    + " layers and feed-forward width " + feedForwardWidth + " is impossible");
        }
    }
}
