package io.firstlight.worlds.quickstart.lexicon;

import java.util.List;

/**
 * Something that can be drawn and has a one-word name.
 *
 * @param word its name, in lower case
 * @param group where hard distractors come from
 * @param category the kind of thing it is, or "" when no category question fits
 * @param descriptions CLDR descriptions of the emoji that show it
 * @param senseNumber 1-based noun sense, 0: the first sense below the category, or the first of all
 */
public record Concept(String word, String group, String category, List<String> descriptions, int senseNumber) {
    public Concept {
        descriptions = List.copyOf(descriptions);
    }

    public boolean hasCategory() {
        return !category.isEmpty();
    }
}
