package io.firstlight.worlds.quickstart.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A definition that is cut off before one of its nouns.
 *
 * @param facts the noun that is defined
 * @param beginning the words before the cut
 * @param answer the noun after the cut
 */
public record Cloze(NounFacts facts, String beginning, String answer) {
    private static final int MIN_WORDS_GIVEN = 3;

    /** The clozes of one definition: a cut before each noun that has at least three words before it. */
    public static List<Cloze> allOf(NounFacts facts, Knowledge knowledge) {
        List<String> words = WordTokenizer.split(facts.definition());
        List<Cloze> clozes = new ArrayList<>();
        for (int i = MIN_WORDS_GIVEN; i < words.size(); i++) {
            String word = words.get(i);
            if (word.length() >= 3 && !word.equals(facts.word()) && knowledge.isNoun(word)) {
                clozes.add(new Cloze(facts, String.join(" ", words.subList(0, i)), word));
            }
        }
        return clozes;
    }
}
