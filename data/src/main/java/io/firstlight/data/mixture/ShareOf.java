package io.firstlight.data.mixture;

import io.firstlight.data.ledger.SourceTokens;

/** What a share is a share of; {@link #serializedName} is its name in study files. */
public enum ShareOf {
    /** Visual tokens of the component, of all tokens. The paper's "10 % to 20 % of tokens should be visual". */
    VISUAL_TOKENS("visual_tokens"),
    /** Visual and text tokens of the component's samples, of all tokens. */
    IMAGE_SAMPLE_TOKENS("image_sample_tokens"),
    /** The component's samples, of all samples. */
    SAMPLES("samples");

    private final String serializedName;

    ShareOf(String serializedName) {
        this.serializedName = serializedName;
    }

    public String serializedName() {
        return serializedName;
    }

    /** What an image component is held to: the part it has had. */
    public long part(SourceTokens counts) {
        return switch (this) {
            case VISUAL_TOKENS -> counts.visualTokens();
            case IMAGE_SAMPLE_TOKENS -> counts.tokens();
            case SAMPLES -> counts.samples();
        };
    }

    /** What a source adds to the whole that shares are taken of. */
    public long whole(SourceTokens counts) {
        return this == SAMPLES ? counts.samples() : counts.tokens();
    }
}
