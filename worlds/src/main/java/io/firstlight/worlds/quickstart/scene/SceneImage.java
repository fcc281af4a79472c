package io.firstlight.worlds.quickstart.scene;

import java.util.List;

/**
 * What is to be rendered.
 *
 * @param key unique over all image sets
 * @param pixels width and height
 * @param background RGB at the top and at the bottom; between them it changes evenly
 * @param placements from back to front
 */
public record SceneImage(String key, int pixels, Background background, List<Placement> placements) {
    /** One tile; a scene is two by two of them. */
    public static final int TILE_PIXELS = 32;

    public static final int SCENE_PIXELS = 2 * TILE_PIXELS;

    public SceneImage {
        placements = List.copyOf(placements);
    }

    public record Background(int top, int bottom) {}
}
