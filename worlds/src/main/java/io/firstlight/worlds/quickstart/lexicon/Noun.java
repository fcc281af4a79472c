package io.firstlight.worlds.quickstart.lexicon;

/**
 * A one-word noun in the sense that its facts are about.
 *
 * @param category the kind of thing it is, one of {@link Categories}, or ""
 * @param drawn it is a {@link Concept}
 */
public record Noun(String word, Sense sense, String category, boolean drawn) {
    public boolean hasCategory() {
        return !category.isEmpty();
    }
}
