package io.firstlight.worlds.quickstart.scene;

import io.firstlight.worlds.quickstart.drawing.DrawingLibrary;
import io.firstlight.worlds.quickstart.drawing.WorldSplit;
import io.firstlight.worlds.quickstart.lexicon.Concept;
import io.firstlight.worlds.quickstart.random.RandomDraws;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Plans the images of the training sets: in given shares of compositions, none with the layout of an evaluation scene.
 */
public final class TrainingScenes {
    /**
     * Shares of the compositions in a set; the rest are scenes of different objects.
     *
     * @param single share of images of one drawing
     * @param word share of images of one drawn word
     * @param same share of scenes of one object several times
     */
    public record Shares(double single, double word, double same) {
        /** For training the image encoder: no scenes. */
        public static final Shares ENCODER = new Shares(0.82, 0.18, 0);
        /** For the captioned images of the mixture. */
        public static final Shares MIXTURE = new Shares(0.50, 0.08, 0.08);
        /** For the images that dialogues ask about. */
        public static final Shares DIALOGUES = new Shares(0.42, 0.12, 0.10);
    }

    private final DrawingLibrary library;
    private final ScenePlanner planner;
    private final Set<String> forbidden;
    private final long seed;

    /**
     * A plan of training images.
     *
     * @param forbidden signatures of the layouts of evaluation scenes
     */
    public TrainingScenes(DrawingLibrary library, ScenePlanner planner, Set<String> forbidden, long seed) {
        this.library = library;
        this.planner = planner;
        this.forbidden = Set.copyOf(forbidden);
        this.seed = seed;
    }

    /** Plans {@code count} images of a set, with the keys "set-0", "set-1" and so on. */
    public List<Scene> plan(String set, Shares shares, int count) {
        List<Scene> scenes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RandomDraws draws = RandomDraws.of(seed, "pictures/" + set, i);
            Scene scene = one(set + "-" + i, shares, draws);
            while (scene.objects().size() > 1
                    && forbidden.contains(scene.layout().signature())) {
                scene = one(set + "-" + i, shares, draws);
            }
            scenes.add(scene);
        }
        return scenes;
    }

    private Scene one(String key, Shares shares, RandomDraws draws) {
        List<Concept> concepts = library.concepts(WorldSplit.TRAINING);
        double uniform = draws.number(0, 1);
        if (uniform < shares.word()) {
            return planner.word(key, draws.one(WordPainter.WORDS), draws);
        }
        Concept concept = draws.one(concepts);
        if (uniform < shares.word() + shares.single()) {
            return planner.single(key, draws.one(library.of(concept, WorldSplit.TRAINING)), draws);
        }
        if (uniform < shares.word() + shares.single() + shares.same()) {
            return planner.same(key, concept, ScenePlanner.quadrants(draws.integer(1, 4), draws), draws);
        }
        int count = draws.one(SceneLayout.COUNTS);
        return planner.different(key, draws.some(concepts, count), ScenePlanner.quadrants(count, draws), draws);
    }
}
