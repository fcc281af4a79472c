package io.firstlight.worlds.quickstart.task;

import io.firstlight.worlds.quickstart.chance.Draws;
import io.firstlight.worlds.quickstart.drawing.Split;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * One question with options.
 *
 * @param image key in the evaluation images, or ""
 * @param about facts for reading results: concept, artist, role
 */
public record Item(Task task, Split split, String id, String image, Asked asked, Map<String, String> about) {
    /**
     * What is asked.
     *
     * @param answer index of the right option
     */
    public record Asked(String prompt, List<String> options, int answer) {
        public Asked {
            options = List.copyOf(options);
            if (new HashSet<>(options).size() != options.size() || answer < 0 || answer >= options.size()) {
                throw new IllegalArgumentException(
                        "options must differ and hold the answer, found " + options + ", " + answer);
            }
        }
    }

    /** The options in random order. */
    static Asked ask(String prompt, List<String> options, String right, Draws draws) {
        List<String> shuffled = draws.shuffled(options);
        return new Asked(prompt, shuffled, shuffled.indexOf(right));
    }
}
