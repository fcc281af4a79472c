package io.firstlight.model.encoder;

/**
 * Shape of an image encoder. An image is cut into square tiles and every tile becomes a grid of visual tokens.
 *
 * @param kind vit (a convolutional stem and transformer blocks) or patch (the pixels themselves)
 * @param tilePixels side of a tile
 * @param gridSide visual tokens per tile side; a tile has gridSide * gridSide tokens
 * @param width W, width of a feature; for patch it follows from the pixels
 * @param layers transformer blocks of the vit
 */
public record ImageEncoderConfig(Kind kind, int tilePixels, int gridSide, int width, int layers) {
    /** How pixels become features. */
    public enum Kind {
        VIT,
        PATCH
    }

    public ImageEncoderConfig {
        if (tilePixels < 1 || gridSide < 1 || tilePixels % gridSide != 0) {
            throw new IllegalArgumentException(
                    "tilePixels must be a multiple of gridSide, found " + tilePixels + " and " + gridSide);
        }
        int patch = tilePixels / gridSide;
        if (kind == Kind.VIT && (patch % 16 != 0 || width % 32 != 0 || layers < 0)) {
            throw new IllegalArgumentException(
                    "a vit needs patches of a multiple of 16 pixels, a width that is a multiple of 32 and layers >= "
                            + "0, found "
                            + patch + " pixels, width " + width + ", layers " + layers);
        }
        if (kind == Kind.PATCH) {
            width = 3 * patch * patch;
            layers = 0;
        }
    }

    public int tokensPerTile() {
        return gridSide * gridSide;
    }

    public int patchPixels() {
        return tilePixels / gridSide;
    }
}
