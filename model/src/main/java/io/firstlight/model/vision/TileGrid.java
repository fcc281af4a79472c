package io.firstlight.model.vision;

import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.config.ConfigValue;
import io.firstlight.core.config.Range;
import io.firstlight.core.image.ImageFit.WholeTiles;
import io.firstlight.core.image.ImageSize;
import io.firstlight.core.image.ImageTransform;
import io.firstlight.core.image.PixelNormalization;
import io.firstlight.core.image.RgbImage;
import java.util.List;

/**
 * How an image is cut: into square tiles, each of which becomes a grid of visual tokens.
 *
 * @param tilePixels side of a tile
 * @param gridSide visual tokens per side of a tile
 * @param maxTiles the most tiles of an image; a larger image is made smaller
 */
public record TileGrid(int tilePixels, int gridSide, int maxTiles) {
    /** The most tiles of an image in a study. */
    public static final int MAX_TILES = 4;

    public TileGrid {
        if (tilePixels < 1 || gridSide < 1 || tilePixels % gridSide != 0) {
            throw new IllegalArgumentException("the side of a tile must be a multiple of the side of its grid, found "
                    + tilePixels + " pixels and " + gridSide + " tokens");
        }
        if (maxTiles < 1) {
            throw new IllegalArgumentException("an image has at least one tile, found at most " + maxTiles);
        }
    }

    /** The grid of {@code model.image_encoder} of a study file. */
    public static TileGrid fromSection(ConfigMap section) {
        int gridSide = section.count("grid_side", Range.atLeast(1), 2);
        int tilePixels = section.count("tile_pixels", Range.atLeast(1), 32);
        if (tilePixels % gridSide != 0) {
            throw place(section)
                    .error("found tile_pixels " + tilePixels + " and grid_side " + gridSide
                            + "; expected tile_pixels to be a multiple of grid_side, such as 32 of 2");
        }
        return new TileGrid(tilePixels, gridSide, MAX_TILES);
    }

    /** Where a mistake in the size of a tile is shown: at its key, if it is there. */
    public static ConfigValue place(ConfigMap section) {
        return section.has("tile_pixels") ? section.get("tile_pixels") : section;
    }

    /** Visual tokens of a tile. */
    public int tokensPerTile() {
        return gridSide * gridSide;
    }

    /** Side of the square of pixels that becomes one visual token. */
    public int patchPixels() {
        return tilePixels / gridSide;
    }

    /** Brings every image onto whole tiles; pixels go from -1 to 1. */
    public ImageTransform transform() {
        return new ImageTransform(fit(), PixelNormalization.HALF);
    }

    /** Visual tokens of an image of {@code size}, before the transform. */
    public int visualTokens(ImageSize size) {
        return fit().numTiles(fit().outputSize(size)) * tokensPerTile();
    }

    /** Visual tokens of the largest image. */
    public int maxVisualTokens() {
        return Math.multiplyExact(maxTiles, tokensPerTile());
    }

    /** Visual tokens of whole tiles of that area, and of the same share of them for a part of a tile. */
    public double meanVisualTokens(double meanPixels) {
        return meanPixels / tilePixels / tilePixels * tokensPerTile();
    }

    int tileBytes() {
        return tilePixels * tilePixels * RgbImage.CHANNELS;
    }

    /** The tiles of {@code images} [N, tilePixels, tilePixels, 3], image by image, from left to right, then down. */
    byte[] cut(List<RgbImage> images) {
        int bytes = 0;
        for (RgbImage image : images) {
            if (image.height() % tilePixels != 0 || image.width() % tilePixels != 0) {
                throw new IllegalArgumentException("an image of " + image.size() + " pixels is no whole number of tiles"
                        + " of " + tilePixels + "; bring it to the size of the encoder's transform first");
            }
            bytes = Math.addExact(bytes, image.rgb().length);
        }
        byte[] tiles = new byte[bytes];
        int rowBytes = tilePixels * RgbImage.CHANNELS;
        int to = 0;
        for (RgbImage image : images) {
            for (int top = 0; top < image.height(); top += tilePixels) {
                for (int left = 0; left < image.width(); left += tilePixels) {
                    for (int y = top; y < top + tilePixels; y++) {
                        int from = (y * image.width() + left) * RgbImage.CHANNELS;
                        System.arraycopy(image.rgb(), from, tiles, to, rowBytes);
                        to += rowBytes;
                    }
                }
            }
        }
        return tiles;
    }

    private WholeTiles fit() {
        return new WholeTiles(tilePixels, maxTiles);
    }
}
