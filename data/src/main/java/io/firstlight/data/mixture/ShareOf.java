package io.firstlight.data.mixture;

import io.firstlight.core.error.UserException;
import io.firstlight.data.ledger.SourceTokens;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What a share is a share of; {@link #fileName} is its name in study files. */
public enum ShareOf {
    /** Visual tokens of the component, of all tokens. The paper's "10 % to 20 % of tokens should be visual". */
    VISUAL_TOKENS("visual_tokens"),
    /** Visual and text tokens of the component's samples, of all tokens. */
    IMAGE_SAMPLE_TOKENS("image_sample_tokens"),
    /** The component's samples, of all samples. */
    SAMPLES("samples");

    private final String fileName;

    ShareOf(String fileName) {
        this.fileName = fileName;
    }

    public String fileName() {
        return fileName;
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

    /** The unit named {@code fileName} in a study file. */
    public static ShareOf named(String fileName) {
        for (ShareOf unit : values()) {
            if (unit.fileName.equals(fileName)) {
                return unit;
            }
        }
        throw new UserException("share_of is '" + fileName + "'; it must be one of "
                + Arrays.stream(values()).map(ShareOf::fileName).collect(Collectors.joining(", ")));
    }
}
