package io.firstlight.eval.item;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A prompt with what counts as a right answer to it.
 *
 * @param prompt the question as it enters the data set's template, without white space at its ends
 * @param options what a model chooses among, empty for an open question; otherwise at least two, all different: also
 *     after lower-casing and stripping, since two options that a tokenizer reads alike would score alike and could
 *     never be told apart
 * @param accepted at least one right answer; of a question with options exactly one, which is among them
 */
public record Question(String prompt, List<String> options, List<String> accepted) {
    public Question {
        options = List.copyOf(options);
        accepted = List.copyOf(accepted);
        if (prompt.isBlank()) {
            throw new IllegalArgumentException("prompt is blank; an item needs a question");
        }
        if (!prompt.equals(prompt.strip())) {
            throw new IllegalArgumentException("prompt is '" + prompt
                    + "'; white space at its ends would make other tokens than training saw, remove it");
        }
        if (accepted.isEmpty()) {
            throw new IllegalArgumentException("there is no right answer; an item needs at least one");
        }
        if (!options.isEmpty()) {
            requireDifferent(options);
            if (accepted.size() != 1 || !options.contains(accepted.get(0))) {
                throw new IllegalArgumentException(
                        "right answers are " + accepted + "; of the options " + options + " exactly one is right");
            }
        }
    }

    /**
     * A question with options.
     *
     * @param answer index of the right one
     */
    public static Question choice(String prompt, List<String> options, int answer) {
        if (options.size() < 2) {
            throw new IllegalArgumentException("options are " + options + "; an item needs at least two");
        }
        if (answer < 0 || answer >= options.size()) {
            throw new IllegalArgumentException(
                    "answer is " + answer + "; it is the index of one of " + options.size() + " options, from 0");
        }
        return new Question(prompt, options, List.of(options.get(answer)));
    }

    /** Index of the right option; -1 for an open question. */
    public int answer() {
        return options.indexOf(answerText());
    }

    /** The right answer, or the first of several. */
    public String answerText() {
        return accepted.get(0);
    }

    private static void requireDifferent(List<String> options) {
        if (options.size() < 2) {
            throw new IllegalArgumentException("options are " + options + "; an item needs at least two");
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
    }
}
