package io.firstlight.worlds.quickstart.scene;

import io.firstlight.worlds.quickstart.drawing.Tint;
import io.firstlight.worlds.quickstart.icon.Raster;

/**
 * A raster laid on an image.
 *
 * @param drawing id of the drawing or letter, "set/icon"
 * @param box where its middle goes and how large it is
 * @param look how it is turned and colored
 */
public record Placement(String drawing, Raster raster, Box box, Look look) {
    /** In pixels of the image. */
    public record Box(double centerX, double centerY, double width, double height) {}

    /**
     * @param angle in radians, clockwise
     * @param tint RGB that replaces the raster's own colors, or {@link Tint#OWN_COLORS}
     * @param light factor on every channel, 1 for none
     */
    public record Look(double angle, boolean flipped, int tint, double light) {
        /** As the artist drew it. */
        public static final Look PLAIN = new Look(0, false, Tint.OWN_COLORS, 1);
    }
}
