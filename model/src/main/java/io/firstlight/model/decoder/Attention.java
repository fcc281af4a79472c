package io.firstlight.model.decoder;

/**
 * How the attention of a decoder is shaped and starts.
 *
 * @param heads            H
 * @param rotaryShare      share of each head's width that turns with the position, above 0 and at most 1, rounded to whole
 *                         pairs and never less than one; the rest compares content alone, at any distance (GPT-NeoX's
 *                         {@code rotary_pct}, Black et al., arXiv 2204.06745)
 * @param queryKeyLikeness correlation of the first query and key weights, from 0 to 1: above 0 a token first attends to tokens
 *                         like itself. Small models need far less data then to learn to look things up (Trockman and Kolter,
 *                         "Mimetic Initialization of Self-Attention Layers", arXiv 2305.09828; measured in docs/LOG.md)
 */
public record Attention(int heads, double rotaryShare, double queryKeyLikeness) {
    public Attention {
        require(heads > 0, "heads", heads, "at least 1");
        require(rotaryShare > 0 && rotaryShare <= 1, "rotaryShare", rotaryShare, "above 0 and at most 1");
        require(queryKeyLikeness >= 0 && queryKeyLikeness <= 1, "queryKeyLikeness", queryKeyLikeness, "from 0 to 1");
    }

    /** As in OpenLM: the whole width of a head turns, queries and keys start independent. */
    public static Attention openLm(int heads) {
        return new Attention(heads, 1, 0);
    }

    private static void require(boolean holds, String name, Number found, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("attention " + name + " must be " + expected + ", found " + found);
        }
    }
}
