package io.firstlight.worlds.quickstart.text;

import io.firstlight.worlds.quickstart.chance.Draws;
import io.firstlight.worlds.quickstart.lexicon.AbsentConcepts;
import io.firstlight.worlds.quickstart.lexicon.Concept;
import io.firstlight.worlds.quickstart.scene.Layout;
import io.firstlight.worlds.quickstart.scene.Place;
import io.firstlight.worlds.quickstart.scene.Relations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Scenes told in words alone: what is where, and then what follows from it. A language model learns from them to look a
 * thing up in what it has read, to say what lies beside it and what is not there, long before it sees an image; visual
 * questions need just that (docs/LOG.md). None of two things or more is laid out like a scene of the evaluation.
 */
public final class SceneTexts {
    private static final List<String> BEGINNING = List.of("", "", "a picture : ");
    private static final List<String> LOCATION =
            List.of("the {x} is at the {p}.", "where is the {x}? {p}.", "{x} : {p}.", "you see the {x} at the {p}.");
    private static final List<String> AT_PLACE =
            List.of("at the {p} is the {x}.", "at the {p} there is {ax}.", "what is at the {p}? {x}.");
    private static final List<String> RELATION =
            List.of("what is {r} the {x}? {y}.", "{r} the {x} is the {y}.", "{r} the {x} you see the {y}.");
    private static final List<String> PRESENT =
            List.of("{ax} is there.", "is there {ax}? yes.", "do you see {ax}? yes.");
    private static final List<String> ABSENT =
            List.of("{ax} is not there.", "is there {ax}? no.", "do you see {ax}? no.");
    private static final List<String> COUNT =
            List.of("there are {n} things.", "how many things are there? {n}.", "you see {n} things.");
    /** The same questions, so that they do not give away that there are several. */
    private static final List<String> COUNT_OF_ONE =
            List.of("there is one thing.", "how many things are there? one.", "you see one thing.");
    /** Things in reading order, as visual tokens come, and not in any order. */
    private static final double READING_ORDER = 0.7;
    /** Else the thing, so that neither can always be found as what follows the other. */
    private static final double PLACE_FIRST = 0.5;

    private static final double ABSENT_SHARE = 0.5;
    private static final int MIN_SENTENCES = 4;
    private static final int MAX_SENTENCES = 6;
    private static final int RELATIONS = 4;
    private static final int PRESENCES = 3;

    private final List<Concept> concepts;
    private final AbsentConcepts absent;
    private final Set<String> forbidden;

    /**
     * @param concepts more than a scene has places, so that something can be absent
     * @param forbidden signatures of the layouts of the evaluation
     */
    public SceneTexts(List<Concept> concepts, Set<String> forbidden) {
        if (concepts.size() <= Place.values().length) {
            throw new IllegalArgumentException("scenes told in words need more than " + Place.values().length
                    + " concepts, found " + concepts.size());
        }
        this.concepts = List.copyOf(concepts);
        this.absent = new AbsentConcepts(concepts);
        this.forbidden = Set.copyOf(forbidden);
    }

    /** All words of all forms. */
    static List<String> words() {
        return Stream.of(BEGINNING, LOCATION, AT_PLACE, RELATION, PRESENT, ABSENT, COUNT, COUNT_OF_ONE)
                .flatMap(List::stream)
                .map(form -> form.replaceAll("\\{[a-z]+}", " "))
                .flatMap(form -> Words.of(form).stream())
                .distinct()
                .toList();
    }

    /** {@code count} documents. */
    List<Document> write(int count, long seed) {
        List<Document> documents = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            documents.add(document(i, Draws.of(seed, "text/scene", i)));
        }
        return documents;
    }

    private Document document(int index, Draws draws) {
        Map<Place, Concept> things = things(draws);
        while (things.size() > 1 && forbidden.contains(layout(things).signature())) {
            things = things(draws);
        }
        Map<Place, Concept> told = things;
        List<Place> places = List.copyOf(told.keySet());
        List<Place> order = draws.chance(READING_ORDER) ? places : draws.shuffled(places);
        boolean placeFirst = draws.chance(PLACE_FIRST);
        String description = order.stream()
                .map(p -> placeFirst
                        ? p.word() + " " + told.get(p).word()
                        : told.get(p).word() + " " + p.word())
                .collect(Collectors.joining(", "));
        List<String> sentences = draws.shuffled(sentences(told, draws));
        int count = Math.min(sentences.size(), draws.integer(MIN_SENTENCES, MAX_SENTENCES));
        return new Document(
                "scene/" + index,
                draws.one(BEGINNING) + description + ". " + String.join(" ", sentences.subList(0, count)));
    }

    private Map<Place, Concept> things(Draws draws) {
        int count = draws.one(Layout.COUNTS);
        List<Place> places = draws.some(List.of(Place.values()), count);
        List<Concept> some = draws.some(concepts, count);
        Map<Place, Concept> things = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            things.put(places.get(i), some.get(i));
        }
        return things;
    }

    private static Layout layout(Map<Place, Concept> things) {
        return Layout.of(things.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().word())));
    }

    /** More than a document has room for. */
    private List<String> sentences(Map<Place, Concept> things, Draws draws) {
        List<String> sentences = new ArrayList<>();
        things.forEach(
                (place, thing) -> sentences.add(say(LOCATION, Map.of("x", thing.word(), "p", place.word()), draws)));
        Place place = draws.one(List.copyOf(things.keySet()));
        Concept there = things.get(place);
        sentences.add(say(AT_PLACE, Map.of("x", there.word(), "ax", Phrases.of(there), "p", place.word()), draws));
        sentences.addAll(relations(things, draws));
        for (int i = 0; i < PRESENCES; i++) {
            sentences.add(presence(things, draws));
        }
        String number = Knowledge.NUMBERS.get(things.size() - 1);
        sentences.add(say(things.size() == 1 ? COUNT_OF_ONE : COUNT, Map.of("n", number), draws));
        return sentences;
    }

    private static List<String> relations(Map<Place, Concept> things, Draws draws) {
        List<String> relations = new ArrayList<>();
        things.forEach((from, thing) -> {
            for (Place to : List.of(from.across(), from.overOrUnder())) {
                if (things.containsKey(to)) {
                    relations.add(say(
                            RELATION,
                            Map.of("x", thing.word(), "y", things.get(to).word(), "r", Relations.word(from, to)),
                            draws));
                }
            }
        });
        return draws.shuffled(relations).subList(0, Math.min(RELATIONS, relations.size()));
    }

    private String presence(Map<Place, Concept> things, Draws draws) {
        Concept shown = draws.one(List.copyOf(things.values()));
        if (draws.chance(ABSENT_SHARE)) {
            return say(ABSENT, Map.of("ax", Phrases.of(absent.draw(Set.copyOf(things.values()), shown, draws))), draws);
        }
        return say(PRESENT, Map.of("ax", Phrases.of(shown)), draws);
    }

    private static String say(List<String> forms, Map<String, String> values, Draws draws) {
        return Wording.fill(draws.one(forms), values);
    }
}
