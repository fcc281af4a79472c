package io.firstlight.worlds.quickstart.lexicon;

import java.util.List;

/**
 * An object that can be drawn and has a one-word name.
 *
 * @param word its name, in lower case
 * @param group set of similar concepts, from which hard distractors are drawn
 * @param category one of {@link Categories}, or "" if no category question is asked about it
 * @param descriptions CLDR descriptions of the emoji that show it
 * @param senseNumber 1-based number of the noun sense in WordNet; 0 stands for the first sense of its category, or for
 *     the first of all senses if it has no category
 */
public record Concept(String word, String group, String category, List<String> descriptions, int senseNumber) {
    public Concept {
        descriptions = List.copyOf(descriptions);
    }

    /** Whether category questions are asked about it. */
    public boolean hasCategory() {
        return !category.isEmpty();
    }
}
