package io.firstlight.study.file;

import io.firstlight.model.decoder.AttentionConfig;
import io.firstlight.model.decoder.DecoderConfig;
import io.firstlight.model.family.openlm.OpenLmConfig;

/**
 * Shape of a decoder or of a vision transformer.
 *
 * @param width width of the residual stream
 * @param feedForwardWidth inner width of the gated feed-forward block
 */
public record TransformerShape(int width, int layers, AttentionConfig attention, int feedForwardWidth) {
    public TransformerShape {
        attention.requireFits(width);
        if (layers < 1 || feedForwardWidth < 1) {
            throw new IllegalArgumentException("a decoder of " + layers + " layers and feed-forward width "
                    + feedForwardWidth + " is impossible; both are at least 1");
        }
    }

    /** With attention as in OpenLM. */
    public TransformerShape(int width, int layers, int heads, int feedForwardWidth) {
        this(width, layers, AttentionConfig.openLm(heads), feedForwardWidth);
    }

    /** The decoder of this shape over a vocabulary. */
    public DecoderConfig config(int vocabularySize) {
        return new OpenLmConfig(vocabularySize, width, layers, attention, feedForwardWidth);
    }
}
