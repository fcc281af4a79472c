package io.firstlight.worlds.quickstart.lexicon;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The categories that questions ask for. A noun's category is the first in this list among the hypernyms of its sense,
 * direct or indirect, so specific categories come before general ones. Questions never offer two categories as options
 * if one is a hypernym of the other.
 */
public final class Categories {
    /** "word@n" to n: the category is the n-th noun sense (1-based) of the word. */
    private static final Map<String, Integer> KINDS = new LinkedHashMap<>();

    static {
        List<String> kinds = List.of(
                "bird@1",
                "fish@1",
                "insect@1",
                "mammal@1",
                "fruit@1",
                "vegetable@1",
                "drink@3",
                "food@1",
                "food@2",
                "tree@1",
                "plant@2",
                "instrument@6",
                "weapon@1",
                "vehicle@1",
                "building@1",
                "room@1",
                "furniture@1",
                "clothing@1",
                "container@1",
                "tool@1",
                "device@1",
                "fabric@1",
                "metal@1",
                "disease@1",
                "sport@1",
                "feeling@1",
                "leader@1",
                "relative@1",
                "criminal@1",
                "scientist@1",
                "worker@1",
                "organ@1",
                "unit@1",
                "science@1",
                "document@1",
                "music@1");
        for (String kind : kinds) {
            KINDS.put(kind, Integer.parseInt(kind.substring(kind.indexOf('@') + 1)));
        }
    }

    private final WordNet wordNet;
    private final Map<String, Sense> senses = new LinkedHashMap<>();

    /** The categories as senses of {@code wordNet}. */
    public Categories(WordNet wordNet) {
        this.wordNet = wordNet;
        KINDS.forEach((kind, number) ->
                senses.put(kind, wordNet.nounSenses(name(kind)).get(number - 1)));
    }

    /** The names of the categories, specific ones first. */
    public List<String> names() {
        return senses.keySet().stream().map(Categories::name).distinct().toList();
    }

    /** The category of {@code sense}; empty if it has none or is itself a category. */
    public Optional<String> of(Sense sense) {
        Set<String> above = wordNet.closure(sense);
        if (senses.values().stream().anyMatch(kind -> kind.id().equals(sense.id()))) {
            return Optional.empty();
        }
        return senses.entrySet().stream()
                .filter(e -> above.contains(e.getValue().id()))
                .map(e -> name(e.getKey()))
                .findFirst();
    }

    /** Whether any noun sense of {@code word} belongs to {@code category}: then that category is not a wrong answer. */
    public boolean couldBe(String word, String category) {
        return wordNet.nounSenses(word).stream()
                .map(wordNet::closure)
                .anyMatch(above -> senses.entrySet().stream()
                        .anyMatch(e -> name(e.getKey()).equals(category)
                                && above.contains(e.getValue().id())));
    }

    /** Whether {@code sense} belongs to {@code category}. */
    public boolean isKind(Sense sense, String category) {
        Set<String> above = wordNet.closure(sense);
        return senses.entrySet().stream()
                .anyMatch(e -> name(e.getKey()).equals(category)
                        && above.contains(e.getValue().id()));
    }

    private static String name(String kind) {
        return kind.substring(0, kind.indexOf('@'));
    }
}
