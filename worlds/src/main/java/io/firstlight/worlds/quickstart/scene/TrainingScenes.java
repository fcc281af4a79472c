package io.firstlight.worlds.quickstart.scene;

import io.firstlight.worlds.quickstart.chance.Draws;
import io.firstlight.worlds.quickstart.drawing.DrawingLibrary;
import io.firstlight.worlds.quickstart.drawing.Split;
import io.firstlight.worlds.quickstart.lexicon.Concept;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The images of the training sets: what kinds of them in which shares, none composed like one of the evaluation. */
public final class TrainingScenes {
    /**
     * Shares of a set's images; the rest are scenes of different things.
     *
     * @param single one drawing on one tile
     * @param word one drawn word on one tile
     * @param same the same thing several times
     */
    public record Shares(double single, double word, double same) {
        public static final Shares ENCODER = new Shares(0.82, 0.18, 0);
        public static final Shares MIXTURE = new Shares(0.50, 0.08, 0.08);
        public static final Shares DIALOGUES = new Shares(0.42, 0.12, 0.10);
    }

    private final DrawingLibrary library;
    private final ScenePlanner planner;
    private final Set<String> forbidden;
    private final long seed;

    /** @param forbidden signatures of the scenes of the evaluation */
    public TrainingScenes(DrawingLibrary library, ScenePlanner planner, Set<String> forbidden, long seed) {
        this.library = library;
        this.planner = planner;
        this.forbidden = Set.copyOf(forbidden);
        this.seed = seed;
    }

    /** {@code count} images with keys "set-0", "set-1" ... */
    public List<Scene> plan(String set, Shares shares, int count) {
        List<Scene> scenes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Draws draws = Draws.of(seed, "pictures/" + set, i);
            Scene scene = one(set + "-" + i, shares, draws);
            while (scene.things().size() > 1
                    && forbidden.contains(scene.layout().signature())) {
                scene = one(set + "-" + i, shares, draws);
            }
            scenes.add(scene);
        }
        return scenes;
    }

    private Scene one(String key, Shares shares, Draws draws) {
        List<Concept> concepts = library.concepts(Split.TRAINING);
        double lot = draws.number(0, 1);
        if (lot < shares.word()) {
            return planner.word(key, draws.one(WordPainter.WORDS), draws);
        }
        Concept concept = draws.one(concepts);
        if (lot < shares.word() + shares.single()) {
            return planner.single(key, draws.one(library.of(concept, Split.TRAINING)), draws);
        }
        if (lot < shares.word() + shares.single() + shares.same()) {
            return planner.same(key, concept, ScenePlanner.places(draws.integer(1, 4), draws), draws);
        }
        int count = draws.one(Layout.COUNTS);
        return planner.different(key, draws.some(concepts, count), ScenePlanner.places(count, draws), draws);
    }
}
