package io.firstlight.worlds.quickstart.text;

import io.firstlight.worlds.quickstart.lexicon.AbsentConcepts;
import io.firstlight.worlds.quickstart.lexicon.Concept;
import io.firstlight.worlds.quickstart.random.RandomDraws;
import io.firstlight.worlds.quickstart.scene.Quadrant;
import io.firstlight.worlds.quickstart.scene.SceneLayout;
import io.firstlight.worlds.quickstart.scene.SpatialRelation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Documents that describe a scene in words, without an image: which object is where, followed by statements and
 * questions that the description answers. From these a language model learns to retrieve objects, relations and
 * absences from its context before it sees an image, which visual questions require (docs/LOG.md). No described scene
 * of two objects or more has the layout of an evaluation scene.
 */
public final class SceneTexts {
    private static final List<String> BEGINNING = List.of("", "", "a picture : ");
    private static final List<String> LOCATION =
            List.of("the {x} is at the {p}.", "where is the {x}? {p}.", "{x} : {p}.", "you see the {x} at the {p}.");
    private static final List<String> AT_QUADRANT =
            List.of("at the {p} is the {x}.", "at the {p} there is {ax}.", "what is at the {p}? {x}.");
    private static final List<String> RELATION =
            List.of("what is {r} the {x}? {y}.", "{r} the {x} is the {y}.", "{r} the {x} you see the {y}.");
    private static final List<String> PRESENT =
            List.of("{ax} is there.", "is there {ax}? yes.", "do you see {ax}? yes.");
    private static final List<String> ABSENT =
            List.of("{ax} is not there.", "is there {ax}? no.", "do you see {ax}? no.");
    private static final List<String> COUNT =
            List.of("there are {n} things.", "how many things are there? {n}.", "you see {n} things.");
    /** The forms of {@link #COUNT} for one object: the form of the question must not give away the number. */
    private static final List<String> COUNT_OF_ONE =
            List.of("there is one thing.", "how many things are there? one.", "you see one thing.");
    /** Probability that objects are listed in reading order, the order of visual tokens, and not in random order. */
    private static final double READING_ORDER = 0.7;
    /** Probability that quadrants precede names in a description; otherwise names precede quadrants. */
    private static final double QUADRANT_FIRST = 0.5;

    private static final double ABSENT_SHARE = 0.5;
    private static final int MIN_SENTENCES = 4;
    private static final int MAX_SENTENCES = 6;
    private static final int MAX_RELATIONS = 4;
    private static final int PRESENCE_SENTENCES = 3;

    private final List<Concept> concepts;
    private final AbsentConcepts absent;
    private final Set<String> forbidden;

    /**
     * A writer of descriptions of random scenes.
     *
     * @param concepts more than a scene has quadrants, so that some concept is always absent
     * @param forbidden signatures of the layouts of evaluation scenes
     */
    public SceneTexts(List<Concept> concepts, Set<String> forbidden) {
        if (concepts.size() <= Quadrant.values().length) {
            throw new IllegalArgumentException("descriptions of scenes need more than " + Quadrant.values().length
                    + " concepts, found " + concepts.size());
        }
        this.concepts = List.copyOf(concepts);
        this.absent = new AbsentConcepts(concepts);
        this.forbidden = Set.copyOf(forbidden);
    }

    /** All words of all sentence forms. */
    static List<String> words() {
        return Stream.of(BEGINNING, LOCATION, AT_QUADRANT, RELATION, PRESENT, ABSENT, COUNT, COUNT_OF_ONE)
                .flatMap(List::stream)
                .map(form -> form.replaceAll("\\{[a-z]+}", " "))
                .flatMap(form -> WordTokenizer.split(form).stream())
                .distinct()
                .toList();
    }

    /** Writes {@code count} documents. */
    List<TextDocument> write(int count, long seed) {
        List<TextDocument> documents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            documents.add(document(i, RandomDraws.of(seed, "text/scene", i)));
        }
        return documents;
    }

    private TextDocument document(int index, RandomDraws draws) {
        Map<Quadrant, Concept> objects = objects(draws);
        while (objects.size() > 1 && forbidden.contains(layout(objects).signature())) {
            objects = objects(draws);
        }
        Map<Quadrant, Concept> shown = objects;
        List<Quadrant> quadrants = List.copyOf(shown.keySet());
        List<Quadrant> order = draws.chance(READING_ORDER) ? quadrants : draws.shuffled(quadrants);
        boolean quadrantFirst = draws.chance(QUADRANT_FIRST);
        String description = order.stream()
                .map(p -> quadrantFirst
                        ? p.word() + " " + shown.get(p).word()
                        : shown.get(p).word() + " " + p.word())
                .collect(Collectors.joining(", "));
        List<String> sentences = draws.shuffled(sentences(shown, draws));
        int count = Math.min(sentences.size(), draws.integer(MIN_SENTENCES, MAX_SENTENCES));
        return new TextDocument(
                "scene/" + index,
                draws.one(BEGINNING) + description + ". " + String.join(" ", sentences.subList(0, count)));
    }

    private Map<Quadrant, Concept> objects(RandomDraws draws) {
        int count = draws.one(SceneLayout.COUNTS);
        List<Quadrant> quadrants = draws.some(List.of(Quadrant.values()), count);
        List<Concept> some = draws.some(concepts, count);
        Map<Quadrant, Concept> objects = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            objects.put(quadrants.get(i), some.get(i));
        }
        return objects;
    }

    private static SceneLayout layout(Map<Quadrant, Concept> objects) {
        return SceneLayout.of(objects.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().word())));
    }

    /** All sentences about a scene; a document takes some of them. */
    private List<String> sentences(Map<Quadrant, Concept> objects, RandomDraws draws) {
        List<String> sentences = new ArrayList<>();
        objects.forEach((quadrant, object) ->
                sentences.add(say(LOCATION, Map.of("x", object.word(), "p", quadrant.word()), draws)));
        Quadrant quadrant = draws.one(List.copyOf(objects.keySet()));
        Concept shown = objects.get(quadrant);
        sentences.add(
                say(AT_QUADRANT, Map.of("x", shown.word(), "ax", NounPhrases.of(shown), "p", quadrant.word()), draws));
        sentences.addAll(relations(objects, draws));
        for (int i = 0; i < PRESENCE_SENTENCES; i++) {
            sentences.add(presence(objects, draws));
        }
        String number = Knowledge.NUMBERS.get(objects.size() - 1);
        sentences.add(say(objects.size() == 1 ? COUNT_OF_ONE : COUNT, Map.of("n", number), draws));
        return sentences;
    }

    private static List<String> relations(Map<Quadrant, Concept> objects, RandomDraws draws) {
        List<String> relations = new ArrayList<>();
        objects.forEach((from, object) -> {
            for (Quadrant to : List.of(from.horizontalNeighbour(), from.verticalNeighbour())) {
                if (objects.containsKey(to)) {
                    relations.add(say(
                            RELATION,
                            Map.of(
                                    "x",
                                    object.word(),
                                    "y",
                                    objects.get(to).word(),
                                    "r",
                                    SpatialRelation.word(from, to)),
                            draws));
                }
            }
        });
        return draws.shuffled(relations).subList(0, Math.min(MAX_RELATIONS, relations.size()));
    }

    private String presence(Map<Quadrant, Concept> objects, RandomDraws draws) {
        Concept shown = draws.one(List.copyOf(objects.values()));
        if (draws.chance(ABSENT_SHARE)) {
            return say(
                    ABSENT,
                    Map.of("ax", NounPhrases.of(absent.draw(Set.copyOf(objects.values()), shown, draws))),
                    draws);
        }
        return say(PRESENT, Map.of("ax", NounPhrases.of(shown)), draws);
    }

    private static String say(List<String> forms, Map<String, String> values, RandomDraws draws) {
        return Wording.fill(draws.one(forms), values);
    }
}
