package io.firstlight.study.settings;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.firstlight.core.config.ConfigMap;
import io.firstlight.model.decoder.DecoderConfig;
import io.firstlight.model.family.DecoderFamilies;
import io.firstlight.model.family.openlm.OpenLmConfig;

/**
 * Family and shape of a decoder. The vocabulary's size comes from the tokenizer.
 *
 * @param smallest the decoder over a vocabulary of {@link #SMALLEST_VOCABULARY}
 */
public record TransformerShape(
        @JsonDeserialize(using = DecoderFamilies.Reader.class)
        DecoderConfig smallest) {
    /** The least that a decoder can predict over. */
    private static final int SMALLEST_VOCABULARY = 2;

    /** Leaves out the vocabulary of {@code smallest}: shapes that differ in nothing else are equal. */
    public TransformerShape {
        smallest = smallest.withVocabulary(SMALLEST_VOCABULARY);
    }

    /** Of OpenLM's family, with attention as there. */
    public TransformerShape(int width, int layers, int heads, int feedForwardWidth) {
        this(new OpenLmConfig(SMALLEST_VOCABULARY, width, layers, heads, feedForwardWidth));
    }

    /** As {@code model.decoder} of a study file says. */
    public static TransformerShape read(ConfigMap section) {
        return section.checked(() -> new TransformerShape(DecoderFamilies.fromSection(section, SMALLEST_VOCABULARY)));
    }

    /** Width of the residual stream. */
    public int width() {
        return smallest.width();
    }

    /** Number of blocks. */
    public int layers() {
        return smallest.layers();
    }

    /** Inner width of the feed-forward block. */
    public int feedForwardWidth() {
        return smallest.feedForwardWidth();
    }

    /** The decoder of this shape over a vocabulary. */
    public DecoderConfig config(int vocabularySize) {
        return smallest.withVocabulary(vocabularySize);
    }
}
