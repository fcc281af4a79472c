package io.firstlight.quickstart.text;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A definition without its last word.
 *
 * @param beginning what is given
 * @param answer    the noun that completes it
 */
public record Cloze(NounFacts facts, String beginning, String answer) {
    private static final int MIN_WORDS_GIVEN = 3;
    /** Nouns in WordNet, but too empty or too often other parts of speech to ask for. */
    private static final Set<String> EMPTY = Set.of("it", "them", "one", "another", "other", "others", "used", "made", "found",
            "up", "in", "out", "on", "off", "down", "over", "like", "well", "whole", "long", "round", "flat", "more", "less");

    /** The cloze of a noun's definition, when its last word is a noun of the vocabulary. */
    public static Optional<Cloze> of(NounFacts facts, Knowledge knowledge) {
        List<String> words = Words.of(facts.definition());
        if (words.size() <= MIN_WORDS_GIVEN) {
            return Optional.empty();
        }
        String last = words.get(words.size() - 1);
        boolean asks = last.matches("[a-z]{3,}") && !EMPTY.contains(last) && !last.equals(facts.word()) && knowledge.isNoun(last);
        return asks ? Optional.of(new Cloze(facts, String.join(" ", words.subList(0, words.size() - 1)), last)) : Optional.empty();
    }
}
