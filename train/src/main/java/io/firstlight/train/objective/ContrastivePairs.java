package io.firstlight.train.objective;

import java.util.Arrays;

/**
 * Images and their captions for contrastive training, held in memory. Every image has one or more true captions; equal
 * captions of different images are one caption, so a batch never calls a true one a negative.
 *
 * @param tilesRgb one array an image, for an array of all would end at 2 GiB: [side, side, 3] unsigned bytes
 * @param side of a tile, in pixels
 * @param captionWords token ids of every distinct caption
 * @param captionsOfImage indexes into {@code captionWords}, one array an image
 */
public record ContrastivePairs(byte[][] tilesRgb, int side, int[][] captionWords, int[][] captionsOfImage) {
    public ContrastivePairs {
        if (tilesRgb.length != captionsOfImage.length
                || Arrays.stream(tilesRgb).anyMatch(tile -> tile.length != tileBytes(side))) {
            throw new IllegalArgumentException(
                    captionsOfImage.length + " images of side " + side + " need as many tiles of "
                            + tileBytes(side) + " bytes, found " + tilesRgb.length + " of "
                            + Arrays.stream(tilesRgb)
                                    .map(tile -> tile.length)
                                    .distinct()
                                    .toList() + " bytes");
        }
        for (int[] captions : captionsOfImage) {
            if (captions.length == 0 || Arrays.stream(captions).anyMatch(c -> c < 0 || c >= captionWords.length)) {
                throw new IllegalArgumentException("every image needs captions among the " + captionWords.length
                        + " there are, found " + Arrays.toString(captions));
            }
        }
    }

    static int tileBytes(int side) {
        return side * side * 3;
    }

    public int numImages() {
        return captionsOfImage.length;
    }

    /** Tiles of {@code images}, one after the other. */
    byte[] tiles(int[] images) {
        int size = tileBytes(side);
        byte[] tiles = new byte[images.length * size];
        for (int i = 0; i < images.length; i++) {
            System.arraycopy(tilesRgb[images[i]], 0, tiles, i * size, size);
        }
        return tiles;
    }

    boolean describes(int caption, int image) {
        for (int own : captionsOfImage[image]) {
            if (own == caption) {
                return true;
            }
        }
        return false;
    }
}
