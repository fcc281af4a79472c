package io.firstlight.worlds.quickstart.scene;

import io.firstlight.worlds.quickstart.drawing.Tint;
import io.firstlight.worlds.quickstart.icon.Raster;

/**
 * A raster at its position in an image.
 *
 * @param drawing id of the drawing or letter, "set/icon"
 * @param box its center and size before rotation
 * @param appearance its rotation and color
 */
public record PlacedRaster(String drawing, Raster raster, Box box, Appearance appearance) {
    /** Center and size, in pixels of the image. */
    public record Box(double centerX, double centerY, double width, double height) {}

    /**
     * How a raster is rotated, mirrored and colored.
     *
     * @param angle in radians, clockwise
     * @param flipped whether left and right are mirrored
     * @param tint RGB that replaces the raster's own colors, or {@link Tint#OWN_COLORS}
     * @param light factor on every color channel; 1 changes nothing
     */
    public record Appearance(double angle, boolean flipped, int tint, double light) {
        /** The appearance that leaves a raster as the artist drew it. */
        public static final Appearance PLAIN = new Appearance(0, false, Tint.OWN_COLORS, 1);
    }
}
