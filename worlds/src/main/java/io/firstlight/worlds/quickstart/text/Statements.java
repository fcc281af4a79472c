package io.firstlight.worlds.quickstart.text;

import io.firstlight.worlds.quickstart.random.RandomDraws;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** States facts as sentences, in many wordings each, so that a model learns the fact and not the sentence. */
final class Statements {
    private static final List<String> KIND = List.of(
            "{x} is a kind of {y}.",
            "{w} : a kind of {y}.",
            "one kind of {y} is {x}.",
            "{x} belongs to the kind {y}.",
            "if it is {x}, then it is a kind of {y}.",
            "what kind of thing is called {w}? {ay}.",
            "you know that {x} is {ay}.",
            "among the things of the kind {y} there is {x}.");
    private static final List<String> KIND_WITH_ANOTHER = List.of(
            "{x} is a kind of {y}, and so is {z}.",
            "both {x} and {z} are a kind of {y}.",
            "like {z}, {x} is a kind of {y}.");
    private static final List<String> HYPERNYM =
            List.of("{x} is {ay}.", "{x} is a type of {y}.", "every {w} is {ay}.", "{w} : a type of {y}.");
    private static final List<String> DEFINITION = List.of(
            "{w} : {g}.",
            "{x} is {g}.",
            "the word {w} means {g}.",
            "we use the word {w} for {g}.",
            "{w} is the word for {g}.",
            "{g} : this is called {w}.",
            "{g} is called {w}.",
            "the name of {g} is {w}.",
            "when we say {w} we mean {g}.",
            "{g}. the word for this is {w}.");
    /**
     * Used only for nouns of the role {@link FactRole#ASKED}, because evaluation items complete sentences of this form.
     */
    private static final List<String> MEANING = List.of("the meaning of {w} is {g}.");

    private static final List<String> PART = List.of("{y} is a part of {x}.", "{x} has {ay}.", "you find {ay} on {x}.");
    private static final List<String> KEYWORD =
            List.of("{x} makes people think of {y}.", "{w} goes with {y}.", "people link {x} with {y}.");
    private static final List<String> COLOR = List.of(
            "{x} is often {y}.",
            "the color of {x} is {y}.",
            "when you draw {x}, it is mostly {y}.",
            "a {y} {w}.",
            "{w} is {y}.");
    private static final List<String> MEMBERS =
            List.of("some things of the kind {y} are {list}.", "{y} : {list}.", "{list} are all a kind of {y}.");
    private static final List<String> OPPOSITE = List.of(
            "the opposite of {w} is {y}.", "{w} is the opposite of {y}.", "what is not {w} is {y}.", "{w} or {y}?");

    private Statements() {}

    /** All words of all sentence forms. */
    static List<String> words() {
        return Stream.of(
                        KIND, KIND_WITH_ANOTHER, HYPERNYM, DEFINITION, MEANING, PART, KEYWORD, COLOR, MEMBERS, OPPOSITE)
                .flatMap(List::stream)
                .map(t -> t.replaceAll("\\{[a-z]+}", " "))
                .flatMap(t -> WordTokenizer.split(t).stream())
                .distinct()
                .toList();
    }

    /**
     * One sentence for each fact of the noun, in random wordings and order.
     *
     * @param others nouns of the same category
     */
    static List<String> about(NounFacts facts, List<NounFacts> others, RandomDraws draws) {
        List<String> sentences = new ArrayList<>();
        Map<String, String> base = Map.of("x", facts.phrase(), "w", facts.word(), "g", facts.definition());
        if (facts.noun().hasCategory()) {
            String category = facts.noun().category();
            sentences.add(fill(draws.one(KIND), base, category));
            if (!others.isEmpty() && draws.chance(0.5)) {
                String sentence = draws.one(KIND_WITH_ANOTHER)
                        .replace("{z}", draws.one(others).phrase());
                sentences.add(fill(sentence, base, category));
            }
        }
        if (facts.hasDefinition()) {
            boolean meaning = facts.role() == FactRole.ASKED && draws.chance(0.15);
            sentences.add(fill(draws.one(meaning ? MEANING : DEFINITION), base, ""));
        }
        if (!facts.links().hypernyms().isEmpty()) {
            sentences.add(
                    fill(draws.one(HYPERNYM), base, draws.one(facts.links().hypernyms())));
        }
        if (!facts.links().parts().isEmpty()) {
            sentences.add(fill(draws.one(PART), base, draws.one(facts.links().parts())));
        }
        if (!facts.links().keywords().isEmpty()) {
            sentences.add(fill(draws.one(KEYWORD), base, draws.one(facts.links().keywords())));
        }
        if (!facts.links().color().isEmpty()) {
            sentences.add(fill(draws.one(COLOR), base, facts.links().color()));
        }
        return draws.shuffled(sentences);
    }

    /** A sentence that lists several members of a category. */
    static String members(String category, List<NounFacts> members, RandomDraws draws) {
        String list = String.join(", ", members.stream().map(NounFacts::word).toList());
        return draws.one(MEMBERS).replace("{list}", list).replace("{y}", category);
    }

    /** A sentence that states an antonym. */
    static String opposite(String word, String opposite, RandomDraws draws) {
        return draws.one(OPPOSITE).replace("{w}", word).replace("{y}", opposite);
    }

    private static String fill(String form, Map<String, String> base, String y) {
        String filled = y.isEmpty()
                ? form
                : form.replace("{ay}", NounPhrases.withArticle(y)).replace("{y}", y);
        return Wording.fill(filled, base);
    }
}
