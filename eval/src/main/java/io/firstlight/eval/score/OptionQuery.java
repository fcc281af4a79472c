package io.firstlight.eval.score;

/**
 * A question in tokens.
 *
 * @param item names it in messages
 * @param image key of the image it shows, or {@code ""}
 * @param prompt text tokens before the option, {@code <bos>} first; the image's visual tokens follow {@code <bos>}
 * @param options [options][tokens], each at least one token
 */
public record OptionQuery(String item, String image, int[] prompt, int[][] options) {
    public OptionQuery {
        if (prompt.length == 0) {
            throw new IllegalArgumentException("item '" + item + "' has a prompt without tokens");
        }
        for (int o = 0; o < options.length; o++) {
            if (options[o].length == 0) {
                throw new IllegalArgumentException(
                        "item '" + item + "': option " + o + " has no tokens, so it has no likelihood");
            }
        }
    }

    public boolean hasImage() {
        return !image.isEmpty();
    }
}
