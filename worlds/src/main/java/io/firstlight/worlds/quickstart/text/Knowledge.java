package io.firstlight.worlds.quickstart.text;

import io.firstlight.worlds.quickstart.drawing.ColorNames;
import io.firstlight.worlds.quickstart.drawing.ConceptDrawing;
import io.firstlight.worlds.quickstart.drawing.DrawingLibrary;
import io.firstlight.worlds.quickstart.drawing.WorldSplit;
import io.firstlight.worlds.quickstart.lexicon.Concept;
import io.firstlight.worlds.quickstart.lexicon.Lexicon;
import io.firstlight.worlds.quickstart.lexicon.Noun;
import io.firstlight.worlds.quickstart.lexicon.Sense;
import io.firstlight.worlds.quickstart.random.RandomDraws;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The vocabulary, and the facts of every noun that can be stated in it, each with its role. Immutable. */
public final class Knowledge {
    /** The numbers one to four; the name of {@code n} is at index {@code n - 1}. */
    public static final List<String> NUMBERS = List.of("one", "two", "three", "four");
    /** The share of the nouns that are not drawn whose facts are held out, half of them for each evaluation split. */
    private static final double HELD_OUT_NOUNS = 0.55;
    /** The same for the concepts. */
    private static final double HELD_OUT_CONCEPTS = 0.30;

    private static final int MIN_DEFINITION_WORDS = 3;
    static final int MAX_DEFINITION_WORDS = 18;

    private final Lexicon lexicon;
    private final Vocabulary vocabulary;
    private final Map<String, NounFacts> facts = new LinkedHashMap<>();
    private final Set<String> overlapping = new HashSet<>();
    private final Map<String, Set<String>> kinds = new ConcurrentHashMap<>();

    /** Chooses the vocabulary, assigns roles at random, and collects the facts. */
    public Knowledge(Lexicon lexicon, DrawingLibrary library, int vocabularySize, long seed) {
        this.lexicon = lexicon;
        this.vocabulary = VocabularyChoice.of(lexicon, vocabularySize);
        Map<String, Concept> concepts = new HashMap<>();
        lexicon.concepts().forEach(c -> concepts.put(c.word(), c));
        int index = 0;
        for (Noun noun : lexicon.nouns()) {
            facts.put(
                    noun.word(),
                    facts(noun, concepts.get(noun.word()), library, RandomDraws.of(seed, "role", index++)));
        }
        List<String> categories = lexicon.categories().names();
        for (Noun noun : lexicon.nouns()) {
            categories.stream()
                    .filter(c -> noun.hasCategory() && lexicon.categories().isKind(noun.sense(), c))
                    .forEach(c -> {
                        overlapping.add(noun.category() + " " + c);
                        overlapping.add(c + " " + noun.category());
                    });
        }
    }

    /** The vocabulary of all text, captions and questions. */
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** Whether any sense of the word belongs to the category: then that category is not a wrong answer. */
    public boolean couldBe(String word, String category) {
        return kinds.computeIfAbsent(
                        word,
                        w -> lexicon.categories().names().stream()
                                .filter(c -> lexicon.categories().couldBe(w, c))
                                .collect(Collectors.toSet()))
                .contains(category);
    }

    /** Whether two categories share members: then neither is a wrong answer where the other is right. */
    public boolean overlap(String category, String other) {
        return category.equals(other) || overlapping.contains(category + " " + other);
    }

    /** Whether the word can be an answer: mainly a noun, in the vocabulary, and not refused by the filter. */
    public boolean isNoun(String word) {
        return vocabulary.has(word)
                && lexicon.wordNet().isMainlyNoun(word)
                && !lexicon.filter().refusesWord(word);
    }

    /** The facts of a noun of the lexicon, or null. */
    public NounFacts of(String word) {
        return facts.get(word);
    }

    /** The facts of all nouns, in the order of the lexicon. */
    public List<NounFacts> all() {
        return List.copyOf(facts.values());
    }

    private NounFacts facts(Noun noun, Concept concept, DrawingLibrary library, RandomDraws draws) {
        double heldOut = noun.drawn() ? HELD_OUT_CONCEPTS : HELD_OUT_NOUNS;
        double uniform = draws.number(0, 1);
        FactRole role =
                uniform >= heldOut ? FactRole.ASKED : uniform < heldOut / 2 ? FactRole.SELECTION : FactRole.REPORTED;
        List<String> keywords = concept == null ? List.of() : keywords(concept);
        String color = concept == null ? "" : color(library.of(concept, WorldSplit.TRAINING));
        NounFacts.Links links = new NounFacts.Links(
                oneWordNames(noun.sense().relations().hypernyms(), noun.word()),
                oneWordNames(noun.sense().relations().parts(), noun.word()),
                keywords,
                color);
        return new NounFacts(noun, definition(noun), links, role);
    }

    /** The definition, or its part before the first comma, or "": the first that fits length and vocabulary. */
    private String definition(Noun noun) {
        if (lexicon.filter().refuses(noun.sense())) {
            return "";
        }
        String whole = noun.sense().definition();
        for (String definition : List.of(whole, whole.split(",")[0])) {
            List<String> words = WordTokenizer.split(definition);
            if (words.size() >= MIN_DEFINITION_WORDS
                    && words.size() <= MAX_DEFINITION_WORDS
                    && vocabulary.covers(definition)
                    && !words.contains(noun.word())) {
                return String.join(" ", words);
            }
        }
        return "";
    }

    private List<String> oneWordNames(List<String> ids, String except) {
        List<String> names = new ArrayList<>();
        for (String id : ids) {
            Sense sense = lexicon.wordNet().sense(id);
            sense.lemmas().stream()
                    .filter(l -> l.matches("[a-z]+") && vocabulary.has(l) && !l.equals(except))
                    .filter(l -> !lexicon.filter().refuses(l))
                    .findFirst()
                    .ifPresent(names::add);
        }
        return names.stream().distinct().limit(4).toList();
    }

    private List<String> keywords(Concept concept) {
        return concept.descriptions().stream()
                .flatMap(d -> lexicon.emojiNames().get(d).keywords().stream())
                .filter(k -> k.matches("[a-z]{3,}") && !k.equals(concept.word()) && vocabulary.has(k))
                .filter(k -> !lexicon.filter().refusesWord(k)
                        && !lexicon.wordNet().nounSenses(k).isEmpty())
                .distinct()
                .limit(5)
                .toList();
    }

    /** The color of more than two thirds of the drawings that have one, and of at least two drawings; else "". */
    private static String color(List<ConceptDrawing> drawings) {
        Map<String, Integer> counts = new HashMap<>();
        drawings.stream().filter(d -> !d.color().isEmpty()).forEach(d -> counts.merge(d.color(), 1, Integer::sum));
        int total = counts.values().stream().mapToInt(Integer::intValue).sum();
        return ColorNames.ALL.stream()
                .filter(c -> counts.getOrDefault(c, 0) >= 2 && counts.get(c) * 3 > total * 2)
                .findFirst()
                .orElse("");
    }
}
