package io.firstlight.worlds.quickstart.task;

import io.firstlight.worlds.quickstart.drawing.ConceptDrawing;
import io.firstlight.worlds.quickstart.drawing.DrawingLibrary;
import io.firstlight.worlds.quickstart.drawing.WorldSplit;
import io.firstlight.worlds.quickstart.lexicon.Concept;
import io.firstlight.worlds.quickstart.random.RandomDraws;
import io.firstlight.worlds.quickstart.scene.Quadrant;
import io.firstlight.worlds.quickstart.scene.Scene;
import io.firstlight.worlds.quickstart.scene.SceneObject;
import io.firstlight.worlds.quickstart.scene.ScenePlanner;
import io.firstlight.worlds.quickstart.scene.SpatialRelation;
import io.firstlight.worlds.quickstart.scene.WordPainter;
import io.firstlight.worlds.quickstart.text.FactRole;
import io.firstlight.worlds.quickstart.text.Knowledge;
import io.firstlight.worlds.quickstart.text.NounPhrases;
import io.firstlight.worlds.quickstart.text.Wording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Plans the items of the visual tasks and their scenes, for one held-out split. */
final class VisualTasks {
    private static final int MIN_DRAWINGS_OF_A_COLOR = 4;
    private final ScenePlanner planner;
    private final Knowledge knowledge;
    private final WorldSplit split;
    private final long seed;
    private final List<Concept> concepts;
    private final Map<String, List<Concept>> byGroup = new LinkedHashMap<>();
    private final Map<String, List<Concept>> byCategory = new LinkedHashMap<>();
    private final Map<String, List<ConceptDrawing>> byColor = new LinkedHashMap<>();
    private final DrawingLibrary library;

    VisualTasks(DrawingLibrary library, ScenePlanner planner, Knowledge knowledge, long seed) {
        this.library = library;
        this.planner = planner;
        this.knowledge = knowledge;
        this.split = planner.split();
        this.seed = seed;
        this.concepts = library.concepts(split).stream()
                .filter(c -> !library.of(c, WorldSplit.TRAINING).isEmpty())
                .toList();
        for (Concept concept : concepts) {
            byGroup.computeIfAbsent(concept.group(), g -> new ArrayList<>()).add(concept);
            if (concept.hasCategory()) {
                byCategory
                        .computeIfAbsent(concept.category(), c -> new ArrayList<>())
                        .add(concept);
            }
            for (ConceptDrawing drawing : library.of(concept, split)) {
                if (!drawing.color().isEmpty()) {
                    byColor.computeIfAbsent(drawing.color(), c -> new ArrayList<>())
                            .add(drawing);
                }
            }
        }
        byColor.values().removeIf(drawings -> drawings.size() < MIN_DRAWINGS_OF_A_COLOR);
    }

    /** An item and its scene. */
    record VisualItem(WorldItem item, Scene scene) {}

    /** Item {@code index} of {@code task}. */
    VisualItem item(WorldTask task, int index) {
        RandomDraws draws =
                RandomDraws.of(seed, "evaluation/" + task.serializedName() + "/" + split.serializedName(), index);
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

    /**
     * Four concepts of four groups; a group's probability grows with its size, and each of the four may be the answer.
     */
    private List<Concept> otherGroups(RandomDraws draws) {
        List<Concept> four = new ArrayList<>();
        for (Concept concept : draws.shuffled(concepts)) {
            if (four.size() < 4 && four.stream().noneMatch(c -> c.group().equals(concept.group()))) {
                four.add(concept);
            }
        }
        return four;
    }

    private List<Concept> sameGroup(RandomDraws draws) {
        List<Concept> members;
        do {
            members = byGroup.get(draws.one(concepts).group());
        } while (members.size() < 4);
        return draws.some(members, 4);
    }

    private VisualItem naming(WorldTask task, String key, List<Concept> four, RandomDraws draws) {
        Concept concept = draws.one(four);
        ConceptDrawing drawing = draws.one(library.of(concept, split));
        List<String> options = four.stream().map(Concept::word).toList();
        MultipleChoice question =
                MultipleChoice.shuffled(draws.one(Wording.NAME.evaluation()), options, concept.word(), draws);
        return visual(
                task,
                key,
                question,
                planner.single(key, drawing, draws),
                Map.of("concept", concept.word(), "drawing", drawing.id(), "group", concept.group()));
    }

    private VisualItem category(String key, RandomDraws draws) {
        List<String> four = new ArrayList<>();
        for (String category : draws.shuffled(List.copyOf(byCategory.keySet()))) {
            if (four.size() < 4 && four.stream().noneMatch(c -> knowledge.overlap(c, category))) {
                four.add(category);
            }
        }
        String category = draws.one(four);
        Concept concept = draws.one(byCategory.get(category));
        ConceptDrawing drawing = draws.one(library.of(concept, split));
        MultipleChoice question = MultipleChoice.shuffled(draws.one(Wording.KIND.evaluation()), four, category, draws);
        boolean taught = knowledge.of(concept.word()).role() == FactRole.ASKED;
        return visual(
                WorldTask.CATEGORY,
                key,
                question,
                planner.single(key, drawing, draws),
                Map.of(
                        "concept",
                        concept.word(),
                        "drawing",
                        drawing.id(),
                        "categoryAskedInTraining",
                        Boolean.toString(taught)));
    }

    private VisualItem color(String key, RandomDraws draws) {
        List<String> four = draws.some(List.copyOf(byColor.keySet()), 4);
        String color = draws.one(four);
        ConceptDrawing drawing = draws.one(byColor.get(color));
        MultipleChoice question = MultipleChoice.shuffled(draws.one(Wording.COLOR.evaluation()), four, color, draws);
        return visual(
                WorldTask.COLOR,
                key,
                question,
                planner.single(key, drawing, draws),
                Map.of("concept", drawing.concept().word(), "drawing", drawing.id()));
    }

    /**
     * Items come in pairs about one concept: in the first it is shown, in the second another of its group replaces it.
     */
    private VisualItem presence(String key, int index, RandomDraws draws) {
        RandomDraws pair = RandomDraws.of(seed, "evaluation/presence-pair/" + split.serializedName(), index / 2);
        List<Concept> group = sameGroup(pair);
        Concept asked = group.get(0);
        boolean there = index % 2 == 0;
        List<Concept> shown = new ArrayList<>(List.of(there ? asked : group.get(1)));
        shown.addAll(draws.some(without(concepts, asked.group()), draws.integer(1, 2)));
        Scene scene = planner.different(key, shown, ScenePlanner.quadrants(shown.size(), draws), draws);
        String prompt = draws.one(Wording.PRESENCE.evaluation()).replace("{x}", NounPhrases.of(asked));
        return visual(
                WorldTask.PRESENCE,
                key,
                MultipleChoice.shuffled(prompt, List.of("yes", "no"), there ? "yes" : "no", draws),
                scene,
                Map.of("concept", asked.word(), "inItsStead", group.get(1).word()));
    }

    private VisualItem counting(String key, RandomDraws draws) {
        int count = draws.integer(1, 4);
        List<Quadrant> quadrants = ScenePlanner.quadrants(count, draws);
        Scene scene = draws.chance(0.5)
                ? planner.same(key, draws.one(concepts), quadrants, draws)
                : planner.different(key, draws.some(concepts, count), quadrants, draws);
        MultipleChoice question = MultipleChoice.shuffled(
                draws.one(Wording.COUNT.evaluation()), Knowledge.NUMBERS, Knowledge.NUMBERS.get(count - 1), draws);
        return visual(
                WorldTask.COUNTING,
                key,
                question,
                scene,
                Map.of("kind", scene.composition().name().toLowerCase(Locale.ROOT)));
    }

    /** The object that the question names has a horizontal and a vertical neighbour; both are options. */
    private VisualItem relation(String key, RandomDraws draws) {
        List<Concept> five = draws.some(concepts, 5);
        Quadrant asked = draws.one(List.of(Quadrant.values()));
        boolean beside = draws.chance(0.5);
        Quadrant answerQuadrant = beside ? asked.horizontalNeighbour() : asked.verticalNeighbour();
        Quadrant otherQuadrant = beside ? asked.verticalNeighbour() : asked.horizontalNeighbour();
        List<Quadrant> quadrants = new ArrayList<>(List.of(asked, answerQuadrant, otherQuadrant));
        if (draws.chance(0.5)) {
            quadrants.add(asked.horizontalNeighbour().verticalNeighbour());
        }
        Scene scene = planner.different(key, five.subList(0, quadrants.size()), quadrants, draws);
        String prompt = draws.one(Wording.RELATION.evaluation())
                .replace("{x}", five.get(0).word())
                .replace("{y}", SpatialRelation.word(asked, answerQuadrant));
        List<String> options = five.subList(1, 5).stream().map(Concept::word).toList();
        return visual(
                WorldTask.RELATION,
                key,
                MultipleChoice.shuffled(prompt, options, five.get(1).word(), draws),
                scene,
                Map.of("concept", five.get(0).word(), "numThings", Integer.toString(quadrants.size())));
    }

    private VisualItem reading(String key, RandomDraws draws) {
        int letters = draws.one(WordPainter.WORDS).length();
        List<String> four = draws.some(
                WordPainter.WORDS.stream().filter(w -> w.length() == letters).toList(), 4);
        String word = draws.one(four);
        return visual(
                WorldTask.READING,
                key,
                MultipleChoice.shuffled(draws.one(Wording.READING.evaluation()), four, word, draws),
                planner.word(key, word, draws),
                Map.of("word", word));
    }

    private VisualItem location(String key, RandomDraws draws) {
        List<Concept> shown = draws.some(concepts, draws.integer(2, 4));
        Scene scene = planner.different(key, shown, ScenePlanner.quadrants(shown.size(), draws), draws);
        SceneObject asked = scene.objects().stream()
                .filter(t -> t.concept().equals(shown.get(0)))
                .findFirst()
                .orElseThrow();
        List<String> quadrants =
                List.of(Quadrant.values()).stream().map(Quadrant::word).toList();
        String prompt = draws.one(Wording.LOCATION.evaluation()).replace("{x}", asked.word());
        return visual(
                WorldTask.LOCATION,
                key,
                MultipleChoice.shuffled(prompt, quadrants, asked.quadrant().word(), draws),
                scene,
                Map.of("concept", asked.word(), "numThings", Integer.toString(shown.size())));
    }

    private VisualItem visual(
            WorldTask task, String key, MultipleChoice question, Scene scene, Map<String, String> about) {
        return new VisualItem(new WorldItem(task, split, key, key, question, about), scene);
    }

    private static List<Concept> without(List<Concept> concepts, String group) {
        return concepts.stream().filter(c -> !c.group().equals(group)).collect(Collectors.toList());
    }
}
