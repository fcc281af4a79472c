package io.firstlight.eval.score;

import io.firstlight.core.sequence.ImageInputs;
import io.firstlight.core.sequence.PackedTokens;

/**
 * A model of the next token, as scorers and decoders see it: plain arrays in and out, so that a table can stand in for
 * a network. The distribution after a position depends on that position and the ones before it in its document only.
 *
 * <p>Not thread-safe unless an implementation says so.
 */
public interface NextTokenModel {
    /** Whether the model has visual positions at all; a language model has not. */
    boolean readsImages();

    /**
     * Natural logarithms of the probability of chosen tokens.
     *
     * @param tokens [B, T] positions, padding at the end of rows
     * @param images fill the visual positions of {@code tokens}
     * @param queries Q pairs of a position and a token
     * @return [Q], in the order of the queries
     */
    float[] logProbabilities(PackedTokens tokens, ImageInputs images, Queries queries);

    /**
     * The whole distribution of the token after one position.
     *
     * @param position flat index into [B*T]
     * @return [V] natural logarithms of probabilities
     */
    float[] distribution(PackedTokens tokens, ImageInputs images, int position);

    /**
     * Which log-probabilities are asked for.
     *
     * @param positions [Q] flat indices into [B*T], ascending (equal ones side by side); the token asked for comes
     *     <em>after</em> this position
     * @param tokenIds [Q] the tokens
     */
    record Queries(int[] positions, int[] tokenIds) {
        public Queries {
            if (positions.length != tokenIds.length) {
                throw new IllegalArgumentException(positions.length + " positions but " + tokenIds.length + " tokens");
            }
            for (int q = 1; q < positions.length; q++) {
                if (positions[q] < positions[q - 1]) {
                    throw new IllegalArgumentException(
                            "positions must ascend, found " + positions[q] + " after " + positions[q - 1]);
                }
            }
        }
    }
}
