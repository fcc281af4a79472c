package io.firstlight.worlds.quickstart.task;

import io.firstlight.worlds.quickstart.chance.Draws;
import io.firstlight.worlds.quickstart.drawing.Drawing;
import io.firstlight.worlds.quickstart.drawing.DrawingLibrary;
import io.firstlight.worlds.quickstart.drawing.Split;
import io.firstlight.worlds.quickstart.lexicon.Concept;
import io.firstlight.worlds.quickstart.scene.Place;
import io.firstlight.worlds.quickstart.scene.Relations;
import io.firstlight.worlds.quickstart.scene.Scene;
import io.firstlight.worlds.quickstart.scene.ScenePlanner;
import io.firstlight.worlds.quickstart.scene.Shown;
import io.firstlight.worlds.quickstart.scene.WordPainter;
import io.firstlight.worlds.quickstart.text.Knowledge;
import io.firstlight.worlds.quickstart.text.Phrases;
import io.firstlight.worlds.quickstart.text.Role;
import io.firstlight.worlds.quickstart.text.Wording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Items about images, for one held-out split. */
final class VisualTasks {
    private static final int MIN_DRAWINGS_OF_A_COLOR = 4;
    private final ScenePlanner planner;
    private final Knowledge knowledge;
    private final Split split;
    private final long seed;
    private final List<Concept> concepts;
    private final Map<String, List<Concept>> byGroup = new LinkedHashMap<>();
    private final Map<String, List<Concept>> byCategory = new LinkedHashMap<>();
    private final Map<String, List<Drawing>> byColor = new LinkedHashMap<>();
    private final DrawingLibrary library;

    VisualTasks(DrawingLibrary library, ScenePlanner planner, Knowledge knowledge, long seed) {
        this.library = library;
        this.planner = planner;
        this.knowledge = knowledge;
        this.split = planner.split();
        this.seed = seed;
        this.concepts = library.concepts(split).stream()
                .filter(c -> !library.of(c, Split.TRAINING).isEmpty())
                .toList();
        for (Concept concept : concepts) {
            byGroup.computeIfAbsent(concept.group(), g -> new ArrayList<>()).add(concept);
            if (concept.hasCategory()) {
                byCategory
                        .computeIfAbsent(concept.category(), c -> new ArrayList<>())
                        .add(concept);
            }
            for (Drawing drawing : library.of(concept, split)) {
                if (!drawing.color().isEmpty()) {
                    byColor.computeIfAbsent(drawing.color(), c -> new ArrayList<>())
                            .add(drawing);
                }
            }
        }
        byColor.values().removeIf(drawings -> drawings.size() < MIN_DRAWINGS_OF_A_COLOR);
    }

    /** The item and its image. */
    record Visual(Item item, Scene scene) {}

    /** Item {@code index} of {@code task}. */
    Visual item(Task task, int index) {
        Draws draws = Draws.of(seed, "evaluation/" + task.serializedName() + "/" + split.serializedName(), index);
        String key = "evaluation-" + task.serializedName() + "-" + split.serializedName() + "-" + index;
        return switch (task) {
            case NAMING -> naming(task, key, otherGroups(draws), draws);
            case NAMING_SAME_SUBGROUP -> naming(task, key, sameGroup(draws), draws);
            case CATEGORY -> category(key, draws);
            case COLOR -> color(key, draws);
            case PRESENCE -> presence(key, index, draws);
            case COUNTING -> counting(key, draws);
            case RELATION -> relation(key, draws);
            case READING -> reading(key, draws);
            case LOCATION -> location(key, draws);
            case IS_A, WORD_FOR_GLOSS, CLOZE -> throw new IllegalArgumentException(task + " has no image");
        };
    }

    /** Four concepts of four groups; a group is as likely as it is large, and any of the four may be the answer. */
    private List<Concept> otherGroups(Draws draws) {
        List<Concept> four = new ArrayList<>();
        for (Concept concept : draws.shuffled(concepts)) {
            if (four.size() < 4 && four.stream().noneMatch(c -> c.group().equals(concept.group()))) {
                four.add(concept);
            }
        }
        return four;
    }

    private List<Concept> sameGroup(Draws draws) {
        List<Concept> members;
        do {
            members = byGroup.get(draws.one(concepts).group());
        } while (members.size() < 4);
        return draws.some(members, 4);
    }

    private Visual naming(Task task, String key, List<Concept> four, Draws draws) {
        Concept concept = draws.one(four);
        Drawing drawing = draws.one(library.of(concept, split));
        List<String> options = four.stream().map(Concept::word).toList();
        Item.Asked asked = Item.ask(draws.one(Wording.NAME.evaluation()), options, concept.word(), draws);
        return visual(
                task,
                key,
                asked,
                planner.single(key, drawing, draws),
                Map.of("concept", concept.word(), "drawing", drawing.id(), "group", concept.group()));
    }

    private Visual category(String key, Draws draws) {
        List<String> four = new ArrayList<>();
        for (String category : draws.shuffled(List.copyOf(byCategory.keySet()))) {
            if (four.size() < 4 && four.stream().noneMatch(c -> knowledge.overlap(c, category))) {
                four.add(category);
            }
        }
        String category = draws.one(four);
        Concept concept = draws.one(byCategory.get(category));
        Drawing drawing = draws.one(library.of(concept, split));
        Item.Asked asked = Item.ask(draws.one(Wording.KIND.evaluation()), four, category, draws);
        boolean taught = knowledge.of(concept.word()).role() == Role.ASKED;
        return visual(
                Task.CATEGORY,
                key,
                asked,
                planner.single(key, drawing, draws),
                Map.of(
                        "concept",
                        concept.word(),
                        "drawing",
                        drawing.id(),
                        "categoryAskedInTraining",
                        Boolean.toString(taught)));
    }

    private Visual color(String key, Draws draws) {
        List<String> four = draws.some(List.copyOf(byColor.keySet()), 4);
        String color = draws.one(four);
        Drawing drawing = draws.one(byColor.get(color));
        Item.Asked asked = Item.ask(draws.one(Wording.COLOR.evaluation()), four, color, draws);
        return visual(
                Task.COLOR,
                key,
                asked,
                planner.single(key, drawing, draws),
                Map.of("concept", drawing.concept().word(), "drawing", drawing.id()));
    }

    /** Items come in twos about the same thing: once it is there, once another of its group is in its stead. */
    private Visual presence(String key, int index, Draws draws) {
        Draws pair = Draws.of(seed, "evaluation/presence-pair/" + split.serializedName(), index / 2);
        List<Concept> group = sameGroup(pair);
        Concept asked = group.get(0);
        boolean there = index % 2 == 0;
        List<Concept> shown = new ArrayList<>(List.of(there ? asked : group.get(1)));
        shown.addAll(draws.some(without(concepts, asked.group()), draws.integer(1, 2)));
        Scene scene = planner.different(key, shown, ScenePlanner.places(shown.size(), draws), draws);
        String prompt = draws.one(Wording.PRESENCE.evaluation()).replace("{x}", Phrases.of(asked));
        return visual(
                Task.PRESENCE,
                key,
                Item.ask(prompt, List.of("yes", "no"), there ? "yes" : "no", draws),
                scene,
                Map.of("concept", asked.word(), "inItsStead", group.get(1).word()));
    }

    private Visual counting(String key, Draws draws) {
        int count = draws.integer(1, 4);
        List<Place> places = ScenePlanner.places(count, draws);
        Scene scene = draws.chance(0.5)
                ? planner.same(key, draws.one(concepts), places, draws)
                : planner.different(key, draws.some(concepts, count), places, draws);
        Item.Asked asked = Item.ask(
                draws.one(Wording.COUNT.evaluation()), Knowledge.NUMBERS, Knowledge.NUMBERS.get(count - 1), draws);
        return visual(
                Task.COUNTING,
                key,
                asked,
                scene,
                Map.of("kind", scene.kind().name().toLowerCase(Locale.ROOT)));
    }

    /** The thing asked about has one neighbour beside it and one above or below; both are options. */
    private Visual relation(String key, Draws draws) {
        List<Concept> five = draws.some(concepts, 5);
        Place place = draws.one(List.of(Place.values()));
        boolean beside = draws.chance(0.5);
        Place answerPlace = beside ? place.across() : place.overOrUnder();
        Place otherPlace = beside ? place.overOrUnder() : place.across();
        List<Place> places = new ArrayList<>(List.of(place, answerPlace, otherPlace));
        if (draws.chance(0.5)) {
            places.add(place.across().overOrUnder());
        }
        Scene scene = planner.different(key, five.subList(0, places.size()), places, draws);
        String prompt = draws.one(Wording.RELATION.evaluation())
                .replace("{x}", five.get(0).word())
                .replace("{y}", Relations.word(place, answerPlace));
        List<String> options = five.subList(1, 5).stream().map(Concept::word).toList();
        return visual(
                Task.RELATION,
                key,
                Item.ask(prompt, options, five.get(1).word(), draws),
                scene,
                Map.of("concept", five.get(0).word(), "numThings", Integer.toString(places.size())));
    }

    private Visual reading(String key, Draws draws) {
        int letters = draws.one(WordPainter.WORDS).length();
        List<String> four = draws.some(
                WordPainter.WORDS.stream().filter(w -> w.length() == letters).toList(), 4);
        String word = draws.one(four);
        return visual(
                Task.READING,
                key,
                Item.ask(draws.one(Wording.READING.evaluation()), four, word, draws),
                planner.word(key, word, draws),
                Map.of("word", word));
    }

    private Visual location(String key, Draws draws) {
        List<Concept> shown = draws.some(concepts, draws.integer(2, 4));
        Scene scene = planner.different(key, shown, ScenePlanner.places(shown.size(), draws), draws);
        Shown asked = scene.things().stream()
                .filter(t -> t.concept().equals(shown.get(0)))
                .findFirst()
                .orElseThrow();
        List<String> places = List.of(Place.values()).stream().map(Place::word).toList();
        String prompt = draws.one(Wording.LOCATION.evaluation()).replace("{x}", asked.word());
        return visual(
                Task.LOCATION,
                key,
                Item.ask(prompt, places, asked.place().word(), draws),
                scene,
                Map.of("concept", asked.word(), "numThings", Integer.toString(shown.size())));
    }

    private Visual visual(Task task, String key, Item.Asked asked, Scene scene, Map<String, String> about) {
        return new Visual(new Item(task, split, key, key, asked, about), scene);
    }

    private static List<Concept> without(List<Concept> concepts, String group) {
        return concepts.stream().filter(c -> !c.group().equals(group)).collect(Collectors.toList());
    }
}
