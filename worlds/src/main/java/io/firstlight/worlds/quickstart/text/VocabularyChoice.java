package io.firstlight.worlds.quickstart.text;

import io.firstlight.worlds.quickstart.drawing.ColorNames;
import io.firstlight.worlds.quickstart.lexicon.Lexicon;
import io.firstlight.worlds.quickstart.lexicon.Noun;
import io.firstlight.worlds.quickstart.lexicon.Sense;
import io.firstlight.worlds.quickstart.scene.Quadrant;
import io.firstlight.worlds.quickstart.scene.WordPainter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses the vocabulary: all words that questions and answers need, then the most frequent words of WordNet, then the
 * words that complete the definitions of as many nouns as possible, because text tasks ask for these definitions.
 */
final class VocabularyChoice {
    /** The share of the vocabulary that required and most frequent words fill before definitions are completed. */
    private static final double FREQUENT_SHARE = 0.72;

    private VocabularyChoice() {}

    /** The vocabulary of at most {@code size} entries. */
    static Vocabulary of(Lexicon lexicon, int size) {
        Set<String> chosen = new LinkedHashSet<>(required(lexicon));
        int room = size - Vocabulary.SPECIAL.size();
        List<String> frequent = frequent(lexicon);
        for (String word : frequent) {
            if (chosen.size() >= size * FREQUENT_SHARE) {
                break;
            }
            chosen.add(word);
        }
        complete(definitions(lexicon), chosen, room);
        for (String word : frequent) {
            if (chosen.size() >= room) {
                break;
            }
            chosen.add(word);
        }
        return new Vocabulary(chosen, size);
    }

    /** Adds the missing words of one definition after another, the one with the fewest missing words first. */
    private static void complete(List<Set<String>> definitions, Set<String> chosen, int room) {
        List<Set<String>> open = new ArrayList<>(definitions);
        while (!open.isEmpty()) {
            open.forEach(words -> words.removeAll(chosen));
            open.removeIf(Set::isEmpty);
            Set<String> cheapest =
                    open.stream().min(Comparator.comparingInt(Set::size)).orElse(Set.of());
            if (cheapest.isEmpty() || chosen.size() + cheapest.size() > room) {
                return;
            }
            chosen.addAll(List.copyOf(cheapest));
        }
    }

    private static List<Set<String>> definitions(Lexicon lexicon) {
        List<Set<String>> definitions = new ArrayList<>();
        for (Noun noun : lexicon.nouns()) {
            Set<String> words =
                    new LinkedHashSet<>(WordTokenizer.split(noun.sense().definition()));
            if (!lexicon.filter().refuses(noun.sense()) && words.size() <= Knowledge.MAX_DEFINITION_WORDS) {
                definitions.add(words);
            }
        }
        return definitions;
    }

    /** The words of definitions and examples, most frequent first. */
    private static List<String> frequent(Lexicon lexicon) {
        Map<String, Integer> counts = new HashMap<>();
        for (Sense sense : lexicon.wordNet().senses()) {
            if (!lexicon.filter().refuses(sense)) {
                WordTokenizer.split(sense.definition()).forEach(w -> counts.merge(w, 1, Integer::sum));
                sense.examples().forEach(e -> WordTokenizer.split(e).forEach(w -> counts.merge(w, 1, Integer::sum)));
            }
        }
        List<String> words = new ArrayList<>(counts.keySet());
        words.removeIf(lexicon.filter()::refuses);
        words.sort(Comparator.comparingInt((String w) -> -counts.get(w)).thenComparing(Comparator.naturalOrder()));
        return words;
    }

    private static Set<String> required(Lexicon lexicon) {
        Set<String> words = new HashSet<>(Wording.words());
        words.addAll(Statements.words());
        words.addAll(SceneTexts.words());
        words.addAll(ColorNames.ALL);
        words.addAll(Knowledge.NUMBERS);
        words.addAll(WordPainter.WORDS);
        words.addAll(lexicon.categories().names());
        words.addAll(List.of("yes", "no", "left", "right", "above", "below", "of", "times", "a", "an", ",", "."));
        for (Quadrant quadrant : Quadrant.values()) {
            words.add(quadrant.word());
        }
        lexicon.nouns().forEach(n -> words.add(n.word()));
        return words;
    }
}
