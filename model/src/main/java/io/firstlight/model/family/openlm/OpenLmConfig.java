package io.firstlight.model.family.openlm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.config.Range;
import io.firstlight.model.decoder.AttentionConfig;
import io.firstlight.model.decoder.Decoder;
import io.firstlight.model.decoder.DecoderConfig;
import io.firstlight.model.decoder.DecoderOperations;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.ParameterDeclaration;
import java.util.List;

/**
 * Shape of a decoder of pre-norm blocks with gain-only LayerNorm, rotary attention and a SwiGLU feed-forward block,
 * input and output embedding tied, no biases (OpenLM, open_lm/model.py; DCLM's gain_only_lp_layer_norm).
 *
 * @param vocabularySize V
 * @param width D, a multiple of 2 * heads
 * @param layers L
 * @param attention its H heads
 * @param feedForward F, width of the gated hidden layer
 */
public record OpenLmConfig(int vocabularySize, int width, int layers, AttentionConfig attention, int feedForward)
        implements DecoderConfig {
    /** Serialised name of the family. */
    public static final String FAMILY = "openlm";

    public OpenLmConfig {
        require(vocabularySize > 1, "vocabularySize", vocabularySize, "at least 2");
        require(layers > 0, "layers", layers, "at least 1");
        if (attention == null) {
            throw new IllegalArgumentException("decoder must have attention with its heads, found neither");
        }
        attention.requireFits(width);
        require(feedForward > 0, "feedForward", feedForward, "at least 1");
    }

    /** With attention as in OpenLM. */
    public OpenLmConfig(int vocabularySize, int width, int layers, int heads, int feedForward) {
        this(vocabularySize, width, layers, AttentionConfig.openLm(heads), feedForward);
    }

    /** Also reads model files of format 1, which name their heads alone. */
    @JsonCreator
    static OpenLmConfig read(
            @JsonProperty("vocabularySize") int vocabularySize,
            @JsonProperty("width") int width,
            @JsonProperty("layers") int layers,
            @JsonProperty("attention") AttentionConfig attention,
            @JsonProperty("feedForward") int feedForward,
            @JsonProperty("heads") Integer heads) {
        AttentionConfig read = attention == null && heads != null ? AttentionConfig.openLm(heads) : attention;
        return new OpenLmConfig(vocabularySize, width, layers, read, feedForward);
    }

    /** As {@code model.decoder} of a study file says. */
    public static OpenLmConfig fromSection(ConfigMap section, int vocabularySize) {
        return new OpenLmConfig(
                vocabularySize,
                section.count("width", Range.atLeast(2)),
                section.count("layers", Range.atLeast(1)),
                new AttentionConfig(
                        section.count("heads", Range.atLeast(1)),
                        section.number("rotary_share", new Range(0, true, 1, false), 1),
                        section.number("query_key_likeness", Range.SHARE, 0)),
                section.count("feed_forward_width", Range.atLeast(1)));
    }

    @Override
    public int feedForwardWidth() {
        return feedForward;
    }

    @Override
    public OpenLmConfig withVocabulary(int size) {
        return new OpenLmConfig(size, width, layers, attention, feedForward);
    }

    @Override
    public String family() {
        return FAMILY;
    }

    @Override
    public List<ParameterDeclaration> declare() {
        return OpenLmLayout.declare(this);
    }

    @Override
    public Decoder create(FlatParameters parameters) {
        return OpenLmLayout.create(this, parameters);
    }

    @Override
    public DecoderOperations operations() {
        return DecoderOperations.of(this, width);
    }

    int headWidth() {
        return width / attention.heads();
    }

    private static void require(boolean holds, String name, int found, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("decoder " + name + " must be " + expected + ", found " + found);
        }
    }
}
