package io.firstlight.data.sample;

/**
 * One document, captioned image or dialogue, ready for packing. The visual tokens of its image stand right after token
 * 0 ({@code <bos>}). The arrays are not copied; treat them as immutable.
 *
 * @param id unique within its source; ledgers and error messages show it
 * @param tokens [N] text token ids, {@code <bos>} first
 * @param target [N]; whether token i is predicted (from the position before it); {@code target[0]} is false
 * @param image key of the image, or {@link #NO_IMAGE}
 * @param visualTokens positions the image takes, 0 without one
 */
public record Sample(String id, int[] tokens, boolean[] target, String image, int visualTokens) {
    public static final String NO_IMAGE = "";

    public Sample {
        if (tokens.length == 0 || tokens.length != target.length || target[0]) {
            throw new IllegalArgumentException("sample " + id + ": " + tokens.length + " tokens and " + target.length
                    + " target marks; they must be as many, at least one, and token 0 is never a target");
        }
        if (visualTokens < 0 || (visualTokens > 0) == image.equals(NO_IMAGE)) {
            throw new IllegalArgumentException(
                    "sample " + id + ": " + visualTokens + " visual tokens for image '" + image + "'");
        }
    }

    /** Positions in the decoder: text tokens and visual tokens. */
    public int length() {
        return tokens.length + visualTokens;
    }

    /** Number of tokens that are predicted. */
    public int numTargets() {
        int count = 0;
        for (boolean t : target) {
            if (t) {
                count++;
            }
        }
        return count;
    }
}
