package io.firstlight.model.decoder;

/**
 * Shape of a decoder's attention, and how its weights start.
 *
 * @param heads H
 * @param rotaryShare share of each head's width that is rotated by the position, above 0 and at most 1, and a whole
 *     number of pairs; the rest compares content alone, at any distance (GPT-NeoX's {@code rotary_pct}, Black et al.,
 *     arXiv 2204.06745)
 * @param queryKeyLikeness correlation of the initial query and key weights, from 0 to 1: above 0 a token first attends
 *     to tokens like itself, and small models need far less data to learn to look things up (Trockman and Kolter,
 *     "Mimetic Initialization of Self-Attention Layers", arXiv 2305.09828; measured in docs/LOG.md)
 */
public record AttentionConfig(int heads, double rotaryShare, double queryKeyLikeness) {
    public AttentionConfig {
        require(heads > 0, "heads", heads, "at least 1");
        require(rotaryShare > 0 && rotaryShare <= 1, "rotaryShare", rotaryShare, "above 0 and at most 1");
        require(queryKeyLikeness >= 0 && queryKeyLikeness <= 1, "queryKeyLikeness", queryKeyLikeness, "from 0 to 1");
    }

    /** As in OpenLM: the whole width of a head is rotated, queries and keys start independent. */
    public static AttentionConfig openLm(int heads) {
        return new AttentionConfig(heads, 1, 0);
    }

    /**
     * Refuses a decoder of {@code width} whose heads, or the rotated share of them, are not a whole number of pairs.
     */
    public void requireFits(int width) {
        if (width < 1 || width % (2 * heads) != 0) {
            throw new IllegalArgumentException("a decoder of width " + width + " with " + heads
                    + " heads is impossible; the width is a multiple of twice the heads");
        }
        int pairs = width / heads / 2;
        double rotated = pairs * rotaryShare;
        if (Math.abs(rotated - Math.rint(rotated)) > 1e-6 || rotated < 0.5) {
            throw new IllegalArgumentException(
                    "a rotary share of " + rotaryShare + " of " + pairs + " pairs a head is no whole number of"
                            + " pairs; the nearest share is " + Math.max(1, Math.rint(rotated)) / pairs);
        }
    }

    private static void require(boolean holds, String name, Number found, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("attention " + name + " must be " + expected + ", found " + found);
        }
    }
}
