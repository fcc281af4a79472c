package io.firstlight.worlds.quickstart.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A definition that breaks off before a noun.
 *
 * @param beginning what is given
 * @param answer the noun that comes next
 */
public record Cloze(NounFacts facts, String beginning, String answer) {
    private static final int MIN_WORDS_GIVEN = 3;

    /** The clozes of a noun's definition: one for each noun in it that comes late enough. */
    public static List<Cloze> allOf(NounFacts facts, Knowledge knowledge) {
        List<String> words = Words.of(facts.definition());
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
