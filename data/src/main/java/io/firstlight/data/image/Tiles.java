package io.firstlight.data.image;

/** Cuts images into the square tiles an encoder sees. */
public final class Tiles {
    /** The largest image a model has places for. */
    public static final int MAX_PER_IMAGE = 4;

    private Tiles() {}

    /** Number of tiles of an image; its sides must be multiples of {@code tilePixels}. */
    public static int count(int width, int height, int tilePixels) {
        if (width < 1 || height < 1 || width % tilePixels != 0 || height % tilePixels != 0) {
            throw new IllegalArgumentException("an image of " + width + " x " + height
                    + " pixels cannot be cut into tiles of " + tilePixels + "; both sides must be multiples of it");
        }
        return (width / tilePixels) * (height / tilePixels);
    }

    /**
     * Tiles from left to right, then down.
     *
     * @param rgb [height, width, 3] unsigned bytes
     * @return [tiles, tilePixels, tilePixels, 3] unsigned bytes, a fresh array
     */
    public static byte[] cut(byte[] rgb, int width, int height, int tilePixels) {
        byte[] tiles = new byte[count(width, height, tilePixels) * tilePixels * tilePixels * 3];
        if (rgb.length != width * height * 3) {
            throw new IllegalArgumentException("an image of " + width + " x " + height + " needs " + width * height * 3
                    + " bytes, found " + rgb.length);
        }
        int rowBytes = tilePixels * 3;
        int to = 0;
        for (int top = 0; top < height; top += tilePixels) {
            for (int left = 0; left < width; left += tilePixels) {
                for (int y = top; y < top + tilePixels; y++) {
                    System.arraycopy(rgb, (y * width + left) * 3, tiles, to, rowBytes);
                    to += rowBytes;
                }
            }
        }
        return tiles;
    }
}
