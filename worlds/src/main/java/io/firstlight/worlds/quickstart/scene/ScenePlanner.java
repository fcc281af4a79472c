package io.firstlight.worlds.quickstart.scene;

import io.firstlight.worlds.quickstart.drawing.ConceptDrawing;
import io.firstlight.worlds.quickstart.drawing.DrawingLibrary;
import io.firstlight.worlds.quickstart.drawing.Tint;
import io.firstlight.worlds.quickstart.drawing.WorldSplit;
import io.firstlight.worlds.quickstart.lexicon.Concept;
import io.firstlight.worlds.quickstart.random.RandomDraws;
import io.firstlight.worlds.quickstart.scene.PlacedRaster.Appearance;
import io.firstlight.worlds.quickstart.scene.PlacedRaster.Box;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Composes images from the drawings of one split. Objects are 24 to 31 pixels large in every image and lie close to the
 * center of their quadrant, so that an image of one object looks like a quadrant of a scene.
 */
public final class ScenePlanner {
    private static final int MIN_OBJECT_PIXELS = 24;
    private static final int MAX_OBJECT_PIXELS = 31;
    /** The largest offset of an object's center from its quadrant's center, in pixels per axis. */
    private static final double SHIFT_PIXELS = 4.5;
    /** Probability that the edge of a second object reaches into an image of one object, as it does in scenes. */
    private static final double NEIGHBOUR_CHANCE = 0.25;

    private final DrawingLibrary library;
    private final WorldSplit split;
    private final WordPainter words;

    /** A planner that draws with the drawings of {@code split} and the letters of {@code words}. */
    public ScenePlanner(DrawingLibrary library, WorldSplit split, WordPainter words) {
        this.library = library;
        this.split = split;
        this.words = words;
    }

    /** The split whose drawings it uses. */
    public WorldSplit split() {
        return split;
    }

    /** An image of one drawing. */
    public Scene single(String key, ConceptDrawing drawing, RandomDraws draws) {
        List<PlacedRaster> placements = new ArrayList<>();
        if (draws.chance(NEIGHBOUR_CHANCE)) {
            ConceptDrawing other = draws.one(library.of(draws.one(library.concepts(split)), split));
            double side = draws.chance(0.5) ? -1 : 1;
            boolean beside = draws.chance(0.5);
            double far = SceneImage.QUADRANT_PIXELS / 2.0 + side * (SceneImage.QUADRANT_PIXELS - draws.number(0, 3));
            double near = SceneImage.QUADRANT_PIXELS / 2.0 + draws.number(-SHIFT_PIXELS, SHIFT_PIXELS);
            placements.add(place(other, beside ? far : near, beside ? near : far, Tint.of(other, draws), draws));
        }
        Tint tint = Tint.of(drawing, draws);
        double center = SceneImage.QUADRANT_PIXELS / 2.0;
        placements.add(place(
                drawing,
                center + draws.number(-SHIFT_PIXELS, SHIFT_PIXELS),
                center + draws.number(-SHIFT_PIXELS, SHIFT_PIXELS),
                tint,
                draws));
        SceneObject shown = new SceneObject(drawing, tint.color(), Quadrant.TOP_LEFT);
        return new Scene(
                new SceneImage(key, SceneImage.QUADRANT_PIXELS, background(draws), placements),
                Scene.Composition.SINGLE,
                List.of(shown),
                "");
    }

    /** An image of one drawn word. */
    public Scene word(String key, String word, RandomDraws draws) {
        return new Scene(
                new SceneImage(key, SceneImage.QUADRANT_PIXELS, background(draws), words.paint(word, draws)),
                Scene.Composition.WORD,
                List.of(),
                word);
    }

    /** A scene of different objects: {@code concepts[i]} in {@code quadrants[i]}. */
    public Scene different(String key, List<Concept> concepts, List<Quadrant> quadrants, RandomDraws draws) {
        List<ConceptDrawing> drawings =
                concepts.stream().map(c -> draws.one(library.of(c, split))).toList();
        return scene(key, Scene.Composition.DIFFERENT, drawings, quadrants, draws);
    }

    /** A scene with the same drawing in each of the quadrants. */
    public Scene same(String key, Concept concept, List<Quadrant> quadrants, RandomDraws draws) {
        ConceptDrawing drawing = draws.one(library.of(concept, split));
        return scene(
                key,
                Scene.Composition.SAME,
                quadrants.stream().map(p -> drawing).toList(),
                quadrants,
                draws);
    }

    /** {@code count} different quadrants, in random order. */
    public static List<Quadrant> quadrants(int count, RandomDraws draws) {
        return draws.some(Arrays.asList(Quadrant.values()), count);
    }

    private Scene scene(
            String key,
            Scene.Composition composition,
            List<ConceptDrawing> drawings,
            List<Quadrant> quadrants,
            RandomDraws draws) {
        List<PlacedRaster> placements = new ArrayList<>();
        List<SceneObject> objects = new ArrayList<>();
        Tint tint = Tint.of(drawings.get(0), draws);
        for (int i = 0; i < drawings.size(); i++) {
            Quadrant quadrant = quadrants.get(i);
            // The same object has the same color everywhere, so that questions can ask for it.
            tint = composition == Scene.Composition.SAME ? tint : Tint.of(drawings.get(i), draws);
            double x =
                    (quadrant.column() + 0.5) * SceneImage.QUADRANT_PIXELS + draws.number(-SHIFT_PIXELS, SHIFT_PIXELS);
            double y = (quadrant.row() + 0.5) * SceneImage.QUADRANT_PIXELS + draws.number(-SHIFT_PIXELS, SHIFT_PIXELS);
            placements.add(place(drawings.get(i), x, y, tint, draws));
            objects.add(new SceneObject(drawings.get(i), tint.color(), quadrant));
        }
        objects.sort(Comparator.comparing(SceneObject::quadrant));
        return new Scene(
                new SceneImage(key, SceneImage.SCENE_PIXELS, background(draws), placements), composition, objects, "");
    }

    private PlacedRaster place(ConceptDrawing drawing, double x, double y, Tint tint, RandomDraws draws) {
        double longer = draws.number(MIN_OBJECT_PIXELS, MAX_OBJECT_PIXELS);
        double scale =
                longer / Math.max(drawing.raster().width(), drawing.raster().height());
        // Augmentation: training has few artists, so their drawings are also slightly rotated, stretched and brightened
        // or darkened. Held-out drawings are at most flipped.
        boolean training = split == WorldSplit.TRAINING;
        double stretch = training ? draws.number(0.9, 1.1) : 1;
        double angle = training ? draws.number(-0.2, 0.2) : 0;
        double light = training && tint.rgb() == Tint.OWN_COLORS ? draws.number(0.8, 1.1) : 1;
        Box box = new Box(
                x,
                y,
                drawing.raster().width() * scale * stretch,
                drawing.raster().height() * scale / stretch);
        return new PlacedRaster(
                drawing.id(), drawing.raster(), box, new Appearance(angle, draws.chance(0.5), tint.rgb(), light));
    }

    private static SceneImage.BackgroundColors background(RandomDraws draws) {
        int base = light(draws);
        return new SceneImage.BackgroundColors(base, draws.chance(0.5) ? base : light(draws));
    }

    private static int light(RandomDraws draws) {
        return draws.integer(195, 255) << 16 | draws.integer(195, 255) << 8 | draws.integer(195, 255);
    }
}
