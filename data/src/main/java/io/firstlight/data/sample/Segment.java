package io.firstlight.data.sample;

import java.util.Arrays;

/** A part of a {@link Sample}: text, or an image. */
public sealed interface Segment {
    /** Positions it takes in the decoder. */
    int length();

    /**
     * Text tokens, equal to others by their content. The array is not copied; treat it as immutable.
     *
     * @param tokenIds [N], N at least 1
     * @param isTarget whether each of them is predicted from the position before it
     */
    record Text(int[] tokenIds, boolean isTarget) implements Segment {
        public Text {
            if (tokenIds.length == 0) {
                throw new IllegalArgumentException("a text segment needs at least one token");
            }
        }

        @Override
        public int length() {
            return tokenIds.length;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Text text && isTarget == text.isTarget && Arrays.equals(tokenIds, text.tokenIds);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(tokenIds) + Boolean.hashCode(isTarget);
        }

        @Override
        public String toString() {
            return (isTarget ? "target" : "text") + Arrays.toString(tokenIds);
        }
    }

    /**
     * An image; visual positions are never targets.
     *
     * @param key names it in the stream's image lookup
     * @param visualTokens positions it takes, which its encoder decides from its size; at least 1
     */
    record Image(String key, int visualTokens) implements Segment {
        public Image {
            if (key.isEmpty() || visualTokens < 1) {
                throw new IllegalArgumentException(
                        "an image segment needs a key and visual tokens, found '" + key + "' and " + visualTokens);
            }
        }

        @Override
        public int length() {
            return visualTokens;
        }
    }
}
