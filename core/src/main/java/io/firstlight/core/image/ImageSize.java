package io.firstlight.core.image;

/** Height and width in pixels, each at least 1. */
public record ImageSize(int height, int width) {
    public ImageSize {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("an image has at least 1 x 1 pixel, found " + width + " x " + height);
        }
    }

    public static ImageSize square(int side) {
        return new ImageSize(side, side);
    }

    /** Width x height, as people write it. */
    @Override
    public String toString() {
        return width + " x " + height;
    }
}
