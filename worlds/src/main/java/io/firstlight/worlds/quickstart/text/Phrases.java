package io.firstlight.worlds.quickstart.text;

import io.firstlight.worlds.quickstart.lexicon.Concept;
import io.firstlight.worlds.quickstart.lexicon.Noun;
import java.util.Set;

/** Whether one says "a dog" or "milk". */
public final class Phrases {
    /** Kinds whose members are mostly spoken of without an article: "milk is a kind of drink". */
    private static final Set<String> UNCOUNTED_KINDS =
            Set.of("drink", "fabric", "metal", "disease", "sport", "feeling", "science", "music");
    /** Drawn things that are not counted, or are plurals. */
    private static final Set<String> UNCOUNTED = Set.of(
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

    private static final Set<String> COUNTED = Set.of("cocktail");

    private Phrases() {}

    public static String of(Noun noun) {
        return of(noun.word(), noun.category());
    }

    public static String of(Concept concept) {
        return of(concept.word(), concept.category());
    }

    private static String of(String word, String category) {
        boolean bare = !COUNTED.contains(word) && (UNCOUNTED.contains(word) || UNCOUNTED_KINDS.contains(category));
        return bare ? word : Words.withArticle(word);
    }
}
