package io.firstlight.worlds.quickstart.text;

import io.firstlight.worlds.quickstart.chance.Draws;
import io.firstlight.worlds.quickstart.drawing.ColorNames;
import io.firstlight.worlds.quickstart.drawing.Drawing;
import io.firstlight.worlds.quickstart.drawing.DrawingLibrary;
import io.firstlight.worlds.quickstart.drawing.Split;
import io.firstlight.worlds.quickstart.lexicon.Concept;
import io.firstlight.worlds.quickstart.lexicon.Lexicon;
import io.firstlight.worlds.quickstart.lexicon.Noun;
import io.firstlight.worlds.quickstart.lexicon.Sense;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The vocabulary and, in its words, the facts of every noun, each with its role. Immutable. */
public final class Knowledge {
    public static final List<String> NUMBERS = List.of("one", "two", "three", "four");
    /** Of the nouns that are not drawn, so many are never asked for in training; half of them for each split. */
    private static final double HELD_OUT_NOUNS = 0.55;
    /** Of the concepts. */
    private static final double HELD_OUT_CONCEPTS = 0.30;

    private static final int MIN_DEFINITION_WORDS = 3;
    static final int MAX_DEFINITION_WORDS = 18;

    private final Lexicon lexicon;
    private final Vocabulary vocabulary;
    private final Map<String, NounFacts> facts = new LinkedHashMap<>();
    private final Set<String> overlapping = new HashSet<>();
    private final Map<String, Set<String>> kinds = new ConcurrentHashMap<>();

    public Knowledge(Lexicon lexicon, DrawingLibrary library, int vocabularySize, long seed) {
        this.lexicon = lexicon;
        this.vocabulary = VocabularyChoice.of(lexicon, vocabularySize);
        Map<String, Concept> concepts = new HashMap<>();
        lexicon.concepts().forEach(c -> concepts.put(c.word(), c));
        int index = 0;
        for (Noun noun : lexicon.nouns()) {
            facts.put(noun.word(), facts(noun, concepts.get(noun.word()), library, Draws.of(seed, "role", index++)));
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

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** Whether the word, in any of its senses, is of this kind: then the kind is no wrong answer. */
    public boolean couldBe(String word, String category) {
        return kinds.computeIfAbsent(
                        word,
                        w -> lexicon.categories().names().stream()
                                .filter(c -> lexicon.categories().couldBe(w, c))
                                .collect(Collectors.toSet()))
                .contains(category);
    }

    /** Whether the two kinds share members, so that one of them is no wrong answer where the other is right. */
    public boolean overlap(String category, String other) {
        return category.equals(other) || overlapping.contains(category + " " + other);
    }

    /** A noun more than a verb or an adjective, in the vocabulary and fit to be an answer. */
    public boolean isNoun(String word) {
        return vocabulary.has(word)
                && lexicon.wordNet().isMainlyNoun(word)
                && !lexicon.filter().refusesWord(word);
    }

    public NounFacts of(String word) {
        return facts.get(word);
    }

    public List<NounFacts> all() {
        return List.copyOf(facts.values());
    }

    private NounFacts facts(Noun noun, Concept concept, DrawingLibrary library, Draws draws) {
        double heldOut = noun.drawn() ? HELD_OUT_CONCEPTS : HELD_OUT_NOUNS;
        double lot = draws.number(0, 1);
        Role role = lot >= heldOut ? Role.ASKED : lot < heldOut / 2 ? Role.SELECTION : Role.REPORTED;
        List<String> keywords = concept == null ? List.of() : keywords(concept);
        String color = concept == null ? "" : color(library.of(concept, Split.TRAINING));
        NounFacts.Links links = new NounFacts.Links(
                oneWordNames(noun.sense().relations().hypernyms(), noun.word()),
                oneWordNames(noun.sense().relations().parts(), noun.word()),
                keywords,
                color);
        return new NounFacts(noun, definition(noun), links, role);
    }

    /** The gloss, or as much of it as stands before its first comma, when that is covered. */
    private String definition(Noun noun) {
        if (lexicon.filter().refuses(noun.sense())) {
            return "";
        }
        String whole = noun.sense().definition();
        for (String definition : List.of(whole, whole.split(",")[0])) {
            List<String> words = Words.of(definition);
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

    /** The color of more than half of the training drawings that have one. */
    private static String color(List<Drawing> drawings) {
        Map<String, Integer> counts = new HashMap<>();
        drawings.stream().filter(d -> !d.color().isEmpty()).forEach(d -> counts.merge(d.color(), 1, Integer::sum));
        int total = counts.values().stream().mapToInt(Integer::intValue).sum();
        return ColorNames.ALL.stream()
                .filter(c -> counts.getOrDefault(c, 0) >= 2 && counts.get(c) * 3 > total * 2)
                .findFirst()
                .orElse("");
    }
}
