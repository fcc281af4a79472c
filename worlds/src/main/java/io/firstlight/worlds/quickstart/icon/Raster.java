package io.firstlight.worlds.quickstart.icon;

/**
 * A drawing as pixels, trimmed to what is drawn.
 *
 * @param argb [height*width] premultiplied ARGB, row-major
 * @param width in pixels, at most {@link Rasteriser#PIXELS}
 */
public record Raster(int[] argb, int width, int height) {
    public Raster {
        if (argb.length != width * height) {
            throw new IllegalArgumentException("a raster of " + width + " x " + height + " needs " + width * height
                    + " pixels, found " + argb.length);
        }
    }

    /** Nothing was drawn, or next to nothing: an icon that cannot be used. */
    public boolean isBlank() {
        return width < 8 && height < 8;
    }
}
