package io.firstlight.data.ledger;

import io.firstlight.data.source.Modality;

/**
 * What one source has given to the decoder.
 *
 * @param modality kind of the source
 * @param samples samples begun (a document that is split over rows counts once, where it begins)
 * @param textTokens text tokens, special tokens included
 * @param visualTokens visual tokens
 * @param targetTokens positions that carry a loss
 */
public record SourceTokens(Modality modality, long samples, long textTokens, long visualTokens, long targetTokens) {
    public static SourceTokens none(Modality modality) {
        return new SourceTokens(modality, 0, 0, 0, 0);
    }

    /** Text and visual tokens: what budgets count. */
    public long tokens() {
        return textTokens + visualTokens;
    }

    SourceTokens minus(SourceTokens other) {
        if (other.modality != modality) {
            throw new IllegalArgumentException("one source is " + modality + " and " + other.modality);
        }
        return new SourceTokens(
                modality,
                samples - other.samples,
                textTokens - other.textTokens,
                visualTokens - other.visualTokens,
                targetTokens - other.targetTokens);
    }
}
