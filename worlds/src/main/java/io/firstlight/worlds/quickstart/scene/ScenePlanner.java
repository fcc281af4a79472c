package io.firstlight.worlds.quickstart.scene;

import io.firstlight.worlds.quickstart.chance.Draws;
import io.firstlight.worlds.quickstart.drawing.Drawing;
import io.firstlight.worlds.quickstart.drawing.DrawingLibrary;
import io.firstlight.worlds.quickstart.drawing.Split;
import io.firstlight.worlds.quickstart.drawing.Tint;
import io.firstlight.worlds.quickstart.lexicon.Concept;
import io.firstlight.worlds.quickstart.scene.Placement.Box;
import io.firstlight.worlds.quickstart.scene.Placement.Look;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Composes images out of the drawings of one split. Objects have one scale everywhere, 24 to 31 pixels, and lie near
 * the middle of their tile but not on it, so that an image of one thing looks like a quarter of a scene.
 */
public final class ScenePlanner {
    private static final int MIN_OBJECT_PIXELS = 24;
    private static final int MAX_OBJECT_PIXELS = 31;
    /** How far an object's middle may be off its tile's middle, in pixels and each direction. */
    private static final double SHIFT_PIXELS = 4.5;
    /** Chance that a sliver of another thing reaches into a single drawing's tile, as it does in scenes. */
    private static final double NEIGHBOUR_CHANCE = 0.25;

    private final DrawingLibrary library;
    private final Split split;
    private final WordPainter words;

    public ScenePlanner(DrawingLibrary library, Split split, WordPainter words) {
        this.library = library;
        this.split = split;
        this.words = words;
    }

    public Split split() {
        return split;
    }

    /** One drawing on one tile. */
    public Scene single(String key, Drawing drawing, Draws draws) {
        List<Placement> placements = new ArrayList<>();
        if (draws.chance(NEIGHBOUR_CHANCE)) {
            Drawing other = draws.one(library.of(draws.one(library.concepts(split)), split));
            double side = draws.chance(0.5) ? -1 : 1;
            boolean beside = draws.chance(0.5);
            double far = SceneImage.TILE_PIXELS / 2.0 + side * (SceneImage.TILE_PIXELS - draws.number(0, 3));
            double near = SceneImage.TILE_PIXELS / 2.0 + draws.number(-SHIFT_PIXELS, SHIFT_PIXELS);
            placements.add(place(other, beside ? far : near, beside ? near : far, Tint.of(other, draws), draws));
        }
        Tint tint = Tint.of(drawing, draws);
        double middle = SceneImage.TILE_PIXELS / 2.0;
        placements.add(place(
                drawing,
                middle + draws.number(-SHIFT_PIXELS, SHIFT_PIXELS),
                middle + draws.number(-SHIFT_PIXELS, SHIFT_PIXELS),
                tint,
                draws));
        Shown shown = new Shown(drawing, tint.color(), Place.TOP_LEFT);
        return new Scene(
                new SceneImage(key, SceneImage.TILE_PIXELS, background(draws), placements),
                Scene.Kind.SINGLE,
                List.of(shown),
                "");
    }

    /** A drawn word on one tile. */
    public Scene word(String key, String word, Draws draws) {
        return new Scene(
                new SceneImage(key, SceneImage.TILE_PIXELS, background(draws), words.paint(word, draws)),
                Scene.Kind.WORD,
                List.of(),
                word);
    }

    /** Different things, each at its place. */
    public Scene different(String key, List<Concept> concepts, List<Place> places, Draws draws) {
        List<Drawing> drawings =
                concepts.stream().map(c -> draws.one(library.of(c, split))).toList();
        return scene(key, Scene.Kind.DIFFERENT, drawings, places, draws);
    }

    /** The same drawing at each of the places. */
    public Scene same(String key, Concept concept, List<Place> places, Draws draws) {
        Drawing drawing = draws.one(library.of(concept, split));
        return scene(key, Scene.Kind.SAME, places.stream().map(p -> drawing).toList(), places, draws);
    }

    /** {@code count} different places. */
    public static List<Place> places(int count, Draws draws) {
        return draws.some(Arrays.asList(Place.values()), count);
    }

    private Scene scene(String key, Scene.Kind kind, List<Drawing> drawings, List<Place> places, Draws draws) {
        List<Placement> placements = new ArrayList<>();
        List<Shown> things = new ArrayList<>();
        Tint tint = Tint.of(drawings.get(0), draws);
        for (int i = 0; i < drawings.size(); i++) {
            Place place = places.get(i);
            // The same thing has the same color everywhere, so that one can ask for it.
            tint = kind == Scene.Kind.SAME ? tint : Tint.of(drawings.get(i), draws);
            double x = (place.column() + 0.5) * SceneImage.TILE_PIXELS + draws.number(-SHIFT_PIXELS, SHIFT_PIXELS);
            double y = (place.row() + 0.5) * SceneImage.TILE_PIXELS + draws.number(-SHIFT_PIXELS, SHIFT_PIXELS);
            placements.add(place(drawings.get(i), x, y, tint, draws));
            things.add(new Shown(drawings.get(i), tint.color(), place));
        }
        things.sort(Comparator.comparing(Shown::place));
        return new Scene(new SceneImage(key, SceneImage.SCENE_PIXELS, background(draws), placements), kind, things, "");
    }

    private Placement place(Drawing drawing, double x, double y, Tint tint, Draws draws) {
        double longer = draws.number(MIN_OBJECT_PIXELS, MAX_OBJECT_PIXELS);
        double scale =
                longer / Math.max(drawing.raster().width(), drawing.raster().height());
        // Training drawings are also turned, stretched and lit a little: there are few artists, and looks must not be
        // learned by heart. Held-out drawings are as their artist drew them, flipped at most.
        boolean training = split == Split.TRAINING;
        double stretch = training ? draws.number(0.9, 1.1) : 1;
        double angle = training ? draws.number(-0.2, 0.2) : 0;
        double light = training && tint.rgb() == Tint.OWN_COLORS ? draws.number(0.8, 1.1) : 1;
        Box box = new Box(
                x,
                y,
                drawing.raster().width() * scale * stretch,
                drawing.raster().height() * scale / stretch);
        return new Placement(
                drawing.id(), drawing.raster(), box, new Look(angle, draws.chance(0.5), tint.rgb(), light));
    }

    private static SceneImage.Background background(Draws draws) {
        int base = light(draws);
        return new SceneImage.Background(base, draws.chance(0.5) ? base : light(draws));
    }

    private static int light(Draws draws) {
        return draws.integer(195, 255) << 16 | draws.integer(195, 255) << 8 | draws.integer(195, 255);
    }
}
