package io.firstlight.worlds.quickstart.task;

import io.firstlight.worlds.quickstart.random.RandomDraws;
import java.util.HashSet;
import java.util.List;

/**
 * A question with options, of which one is right.
 *
 * @param answer index of the right option
 */
public record MultipleChoice(String prompt, List<String> options, int answer) {
    public MultipleChoice {
        options = List.copyOf(options);
        if (new HashSet<>(options).size() != options.size() || answer < 0 || answer >= options.size()) {
            throw new IllegalArgumentException("the options of '" + prompt
                    + "' must differ and contain the answer, found " + options + " with the answer at index " + answer);
        }
    }

    /** The question with its options in random order. */
    static MultipleChoice shuffled(String prompt, List<String> options, String right, RandomDraws draws) {
        List<String> shuffled = draws.shuffled(options);
        return new MultipleChoice(prompt, shuffled, shuffled.indexOf(right));
    }
}
