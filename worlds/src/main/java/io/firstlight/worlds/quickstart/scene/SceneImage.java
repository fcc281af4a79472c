package io.firstlight.worlds.quickstart.scene;

import java.util.List;

/**
 * The plan of an image, from which {@link ImageRenderer} makes its pixels.
 *
 * @param key unique over all image sets
 * @param pixels width and height
 * @param background colors of the background
 * @param placements from back to front
 */
public record SceneImage(String key, int pixels, BackgroundColors background, List<PlacedRaster> placements) {
    /** Side of a quadrant, and of an image with one object or word. */
    public static final int QUADRANT_PIXELS = 32;

    /** Side of a scene of two by two quadrants. */
    public static final int SCENE_PIXELS = 2 * QUADRANT_PIXELS;

    public SceneImage {
        placements = List.copyOf(placements);
    }

    /** RGB at the top edge and at the bottom edge, with a linear gradient between them. */
    public record BackgroundColors(int top, int bottom) {}
}
