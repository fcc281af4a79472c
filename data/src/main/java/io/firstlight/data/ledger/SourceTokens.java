package io.firstlight.data.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.firstlight.data.source.SampleKind;

/**
 * What one source has given to the decoder.
 *
 * @param sampleKind kind of the source
 * @param samples samples begun (a document that is split over rows counts once, where it begins)
 * @param textTokens text tokens, special tokens included
 * @param visualTokens visual tokens
 * @param targetTokens positions that carry a loss
 */
public record SourceTokens(
        @JsonProperty("modality") SampleKind sampleKind,
        long samples,
        long textTokens,
        long visualTokens,
        long targetTokens) {
    public static SourceTokens none(SampleKind sampleKind) {
        return new SourceTokens(sampleKind, 0, 0, 0, 0);
    }

    /** Text and visual tokens: what budgets count. */
    public long tokens() {
        return textTokens + visualTokens;
    }

    SourceTokens minus(SourceTokens other) {
        if (other.sampleKind != sampleKind) {
            throw new IllegalArgumentException("one source is " + sampleKind + " and " + other.sampleKind);
        }
        return new SourceTokens(
                sampleKind,
                samples - other.samples,
                textTokens - other.textTokens,
                visualTokens - other.visualTokens,
                targetTokens - other.targetTokens);
    }
}
