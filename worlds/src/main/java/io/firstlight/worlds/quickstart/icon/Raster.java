package io.firstlight.worlds.quickstart.icon;

/**
 * A drawing as pixels, cropped to its non-transparent part.
 *
 * @param argb [height*width] premultiplied ARGB, row-major
 * @param width in pixels, at most {@link Rasteriser#PIXELS}
 * @param height in pixels, at most {@link Rasteriser#PIXELS}
 */
public record Raster(int[] argb, int width, int height) {
    public Raster {
        if (argb.length != width * height) {
            throw new IllegalArgumentException("a raster of " + width + " x " + height + " needs " + width * height
                    + " pixels, found " + argb.length);
        }
    }

    /** Whether nothing, or next to nothing, was drawn: such an icon cannot be used. */
    public boolean isBlank() {
        return width < 8 && height < 8;
    }
}
