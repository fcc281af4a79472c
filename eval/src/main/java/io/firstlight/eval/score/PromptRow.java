package io.firstlight.eval.score;

import java.nio.IntBuffer;

/**
 * One document to run: {@code <bos>}, the visual tokens of an image, text. Equal rows are run once.
 *
 * @param image key of the image, or {@code ""}
 * @param visualTokens how many positions it fills
 * @param text text tokens, {@code <bos>} first; an {@link IntBuffer} because it compares by content
 */
public record PromptRow(String image, int visualTokens, IntBuffer text) {
    /** Positions in the decoder. */
    public int length() {
        return text.remaining() + visualTokens;
    }

    /** Position in the row of a text token: {@code <bos>} comes before the image, everything else after it. */
    int position(int textIndex) {
        return textIndex == 0 ? 0 : textIndex + visualTokens;
    }

    /**
     * Position in the row that predicts the text after a text token: what follows {@code <bos>} is said by the image's
     * end.
     */
    int predictingPosition(int textIndex) {
        return textIndex + visualTokens;
    }
}
