package io.firstlight.core.image;

/**
 * An image in memory. The array is not copied; treat it as immutable.
 *
 * @param rgb [height, width, 3] unsigned bytes, sRGB, row-major
 * @param height in pixels
 * @param width in pixels
 */
public record RgbImage(byte[] rgb, int height, int width) {
    public static final int CHANNELS = 3;

    public RgbImage {
        if (width < 1 || height < 1 || rgb.length != (long) CHANNELS * width * height) {
            throw new IllegalArgumentException("an image of " + width + " x " + height + " pixels needs "
                    + (long) CHANNELS * width * height + " bytes, found " + rgb.length);
        }
    }

    public ImageSize size() {
        return new ImageSize(height, width);
    }
}
