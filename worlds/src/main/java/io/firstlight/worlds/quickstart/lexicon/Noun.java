package io.firstlight.worlds.quickstart.lexicon;

/**
 * A one-word noun, in the sense that its facts are about.
 *
 * @param category one of {@link Categories}, or ""
 * @param drawn whether it is a {@link Concept}
 */
public record Noun(String word, Sense sense, String category, boolean drawn) {
    /** Whether it belongs to one of {@link Categories}. */
    public boolean hasCategory() {
        return !category.isEmpty();
    }
}
