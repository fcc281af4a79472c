package io.firstlight.worlds.quickstart.text;

import io.firstlight.worlds.quickstart.lexicon.Noun;
import java.util.List;

/**
 * The facts about a noun that can be stated in the vocabulary.
 *
 * @param definition its definition, or "" if the vocabulary does not cover it
 * @param links words it is related to
 * @param role which questions may ask for these facts
 */
public record NounFacts(Noun noun, String definition, Links links, FactRole role) {
    /**
     * Words that a noun is related to.
     *
     * @param hypernyms one-word names of its direct hypernyms
     * @param parts one-word names of its parts
     * @param keywords CLDR keywords of its emoji
     * @param color the color that most training artists draw it in, or ""
     */
    public record Links(List<String> hypernyms, List<String> parts, List<String> keywords, String color) {}

    /** The noun itself. */
    public String word() {
        return noun.word();
    }

    /** Whether the vocabulary covers its definition. */
    public boolean hasDefinition() {
        return !definition.isEmpty();
    }

    /** The noun with an article if it takes one: "a dog", "milk". */
    public String phrase() {
        return NounPhrases.of(noun);
    }
}
