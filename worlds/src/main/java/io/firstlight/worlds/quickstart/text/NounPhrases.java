package io.firstlight.worlds.quickstart.text;

import io.firstlight.worlds.quickstart.lexicon.Concept;
import io.firstlight.worlds.quickstart.lexicon.Noun;
import java.util.Set;

/** Noun phrases: "a dog", "an apple", but "milk". */
public final class NounPhrases {
    /** Categories whose members mostly take no article: "milk is a kind of drink". */
    private static final Set<String> UNCOUNTABLE_CATEGORIES =
            Set.of("drink", "fabric", "metal", "disease", "sport", "feeling", "science", "music");
    /** Concepts that are uncountable or plural. */
    private static final Set<String> UNCOUNTABLE = Set.of(
            "bacon",
            "bread",
            "briefs",
            "butter",
            "chocolate",
            "coral",
            "corn",
            "curry",
            "custard",
            "fire",
            "garlic",
            "ginger",
            "glasses",
            "goggles",
            "honey",
            "ice",
            "jeans",
            "lettuce",
            "lightning",
            "luggage",
            "meat",
            "popcorn",
            "rice",
            "rope",
            "salad",
            "salt",
            "scissors",
            "shorts",
            "soap",
            "spaghetti",
            "steak",
            "sunglasses",
            "sushi",
            "thread",
            "wood",
            "yarn");

    /** Countable members of {@link #UNCOUNTABLE_CATEGORIES}. */
    private static final Set<String> COUNTABLE = Set.of("cocktail");

    private NounPhrases() {}

    /** The noun, with an article if it takes one. */
    public static String of(Noun noun) {
        return of(noun.word(), noun.category());
    }

    /** The name of the concept, with an article if it takes one. */
    public static String of(Concept concept) {
        return of(concept.word(), concept.category());
    }

    private static String of(String word, String category) {
        boolean bare =
                !COUNTABLE.contains(word) && (UNCOUNTABLE.contains(word) || UNCOUNTABLE_CATEGORIES.contains(category));
        return bare ? word : withArticle(word);
    }

    /** "a" or "an" by the word's sound, then the word. */
    public static String withArticle(String word) {
        boolean vowel = "aeiou".indexOf(word.charAt(0)) >= 0 && !word.startsWith("uni") && !word.startsWith("eu");
        return (vowel ? "an " : "a ") + word;
    }
}
