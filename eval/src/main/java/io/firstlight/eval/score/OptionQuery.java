package io.firstlight.eval.score;

import io.firstlight.data.sample.Segment;
import java.util.List;

/**
 * A question in tokens and images.
 *
 * @param item names it in messages
 * @param prompt what stands before the option: text, with images anywhere in it
 * @param options [options][tokens], each at least one token
 */
public record OptionQuery(String item, List<Segment> prompt, int[][] options) {
    public OptionQuery {
        prompt = List.copyOf(prompt);
        if (prompt.isEmpty()) {
            throw new IllegalArgumentException("item '" + item + "' has a prompt without tokens");
        }
        for (int o = 0; o < options.length; o++) {
            if (options[o].length == 0) {
                throw new IllegalArgumentException(
                        "item '" + item + "': option " + o + " has no tokens, so it has no likelihood");
            }
        }
    }
}
