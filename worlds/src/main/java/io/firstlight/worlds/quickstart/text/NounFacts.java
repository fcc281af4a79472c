package io.firstlight.worlds.quickstart.text;

import io.firstlight.worlds.quickstart.lexicon.Noun;
import java.util.List;

/**
 * What can be said of a noun in words of the vocabulary.
 *
 * @param definition the gloss, or "" when the vocabulary does not cover it
 * @param links other words it is related to
 * @param role who may ask for these facts
 */
public record NounFacts(Noun noun, String definition, Links links, Role role) {
    /**
     * @param hypernyms one-word names of what it is directly a kind of
     * @param parts one-word names of its parts
     * @param keywords what people link it with (CLDR keywords)
     * @param color the color it is mostly drawn in by training artists, or ""
     */
    public record Links(List<String> hypernyms, List<String> parts, List<String> keywords, String color) {}

    public String word() {
        return noun.word();
    }

    public boolean hasDefinition() {
        return !definition.isEmpty();
    }

    /** "a dog", "milk". */
    public String phrase() {
        return Phrases.of(noun);
    }
}
