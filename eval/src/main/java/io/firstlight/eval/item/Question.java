package io.firstlight.eval.item;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A prompt with its options, one of them right.
 *
 * @param prompt the question as it enters the data set's template, without white space at its ends
 * @param options at least two, all different: also after lower-casing and stripping, since two options that a tokenizer
 *     reads alike would score alike and could never be told apart
 * @param answer index of the right option
 */
public record Question(String prompt, List<String> options, int answer) {
    public Question {
        options = List.copyOf(options);
        if (prompt.isBlank()) {
            throw new IllegalArgumentException("prompt is blank; an item needs a question");
        }
        if (options.size() < 2) {
            throw new IllegalArgumentException("options are " + options + "; an item needs at least two");
        }
        if (!prompt.equals(prompt.strip())) {
            throw new IllegalArgumentException("prompt is '" + prompt
                    + "'; white space at its ends would make other tokens than training saw, remove it");
        }
        Set<String> seen = new HashSet<>();
        for (String option : options) {
            if (option.isBlank()) {
                throw new IllegalArgumentException("options are " + options + "; an option must not be blank");
            }
            if (!seen.add(option.strip().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("options are " + options + "; '" + option
                        + "' is there twice (upper and lower case count as the same), every option must differ");
            }
        }
        if (answer < 0 || answer >= options.size()) {
            throw new IllegalArgumentException(
                    "answer is " + answer + "; it is the index of one of " + options.size() + " options, from 0");
        }
    }

    /** The right option. */
    public String answerText() {
        return options.get(answer);
    }
}
