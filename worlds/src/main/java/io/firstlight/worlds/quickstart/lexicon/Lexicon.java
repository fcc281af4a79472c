package io.firstlight.worlds.quickstart.lexicon;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The concepts that can be drawn, and the nouns that the text and the text tasks are about. Immutable. */
public final class Lexicon {
    /** Nouns with fewer uses are left out: the text has too little about them to learn from. */
    private static final int MIN_USE = 3;

    private static final Pattern NOT_LETTERS = Pattern.compile("[^a-z]+");
    private final WordNet wordNet;
    private final LanguageFilter filter;
    private final Categories categories;
    private final EmojiNames emojiNames;
    private final List<Concept> concepts;
    private final Map<String, Noun> nouns = new LinkedHashMap<>();

    private Lexicon(int maxConcepts, int nounsPerCategory) {
        wordNet = WordNet.load();
        filter = new LanguageFilter(wordNet);
        categories = new Categories(wordNet);
        emojiNames = EmojiNames.load();
        concepts = spread(ConceptTable.read(), maxConcepts);
        Map<String, Integer> glossUse = glossUse();
        for (Concept concept : concepts) {
            nouns.put(concept.word(), new Noun(concept.word(), senseOf(concept), concept.category(), true));
        }
        addNouns(nounsPerCategory, glossUse);
    }

    /**
     * Loads WordNet, the emoji names and the table of concepts.
     *
     * @param maxConcepts the most concepts to keep, taken evenly from all groups
     * @param nounsPerCategory the most nouns to keep in each category, the most used first; concepts are all kept and
     *     count
     */
    public static Lexicon load(int maxConcepts, int nounsPerCategory) {
        return new Lexicon(maxConcepts, nounsPerCategory);
    }

    public WordNet wordNet() {
        return wordNet;
    }

    public LanguageFilter filter() {
        return filter;
    }

    public Categories categories() {
        return categories;
    }

    public EmojiNames emojiNames() {
        return emojiNames;
    }

    public List<Concept> concepts() {
        return concepts;
    }

    /** All nouns: the concepts first, then the others, category by category. */
    public List<Noun> nouns() {
        return List.copyOf(nouns.values());
    }

    private Sense senseOf(Concept concept) {
        List<Sense> senses = wordNet.nounSenses(concept.word());
        if (senses.isEmpty()) {
            throw new IllegalStateException("the concept '" + concept.word() + "' is not a noun in WordNet");
        }
        if (concept.senseNumber() > 0) {
            return senses.get(concept.senseNumber() - 1);
        }
        return senses.stream()
                .filter(s -> concept.hasCategory() && categories.isKind(s, concept.category()))
                .findFirst()
                .orElse(senses.get(0));
    }

    private void addNouns(int nounsPerCategory, Map<String, Integer> glossUse) {
        Map<String, List<Noun>> byCategory = new LinkedHashMap<>();
        categories.names().forEach(name -> byCategory.put(name, new ArrayList<>()));
        for (String word : wordNet.nouns()) {
            Sense first = wordNet.nounSenses(word).get(0);
            int use = use(word, glossUse);
            if (word.length() < 3
                    || use < MIN_USE
                    || nouns.containsKey(word)
                    || !wordNet.isMainlyNoun(word)
                    || isAlsoAName(word)
                    || isPlural(word)
                    || filter.refusesWord(word)) {
                continue;
            }
            Optional<String> category = categories.of(first);
            category.ifPresent(name -> byCategory.get(name).add(new Noun(word, first, name, false)));
        }
        byCategory.forEach((name, members) -> {
            long drawn =
                    concepts.stream().filter(c -> c.category().equals(name)).count();
            members.sort(Comparator.comparingInt((Noun n) -> -use(n.word(), glossUse))
                    .thenComparing(Noun::word));
            members.stream().limit(Math.max(0, nounsPerCategory - drawn)).forEach(n -> nouns.put(n.word(), n));
        });
    }

    /** How common a noun is: its tagged uses plus the number of glosses that mention it. */
    private int use(String word, Map<String, Integer> glossUse) {
        return wordNet.nounUse(word) + glossUse.getOrDefault(word, 0);
    }

    /** Whether some sense is a name, as with "john", where the name is the most common use. */
    private boolean isAlsoAName(String word) {
        return wordNet.nounSenses(word).stream().anyMatch(sense -> wordNet.isName(word, sense));
    }

    private boolean isPlural(String word) {
        return word.endsWith("s")
                && !wordNet.nounSenses(word.substring(0, word.length() - 1)).isEmpty();
    }

    private Map<String, Integer> glossUse() {
        Map<String, Integer> use = new HashMap<>();
        for (Sense sense : wordNet.senses()) {
            Set<String> once = new HashSet<>(List.of(NOT_LETTERS.split(sense.definition())));
            once.forEach(word -> use.merge(word, 1, Integer::sum));
        }
        return use;
    }

    /** Takes one concept of each group in turn, so that a small world still has all groups. */
    private static List<Concept> spread(List<Concept> all, int max) {
        if (all.size() <= max) {
            return all;
        }
        Map<String, List<Concept>> groups = new LinkedHashMap<>();
        all.forEach(
                c -> groups.computeIfAbsent(c.group(), g -> new ArrayList<>()).add(c));
        Set<Concept> kept = new HashSet<>();
        for (int turn = 0; kept.size() < max; turn++) {
            for (List<Concept> group : groups.values()) {
                if (turn < group.size() && kept.size() < max) {
                    kept.add(group.get(turn));
                }
            }
        }
        return all.stream().filter(kept::contains).toList();
    }
}
