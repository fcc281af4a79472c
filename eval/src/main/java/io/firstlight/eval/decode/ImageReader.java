package io.firstlight.eval.decode;

import io.firstlight.core.sequence.VisualContent;
import io.firstlight.data.image.Tiles;
import io.firstlight.eval.image.Letterbox;
import io.firstlight.eval.image.RgbImage;
import io.firstlight.model.encoder.ImageEncoder;

/** Turns any image into what a model reads: letterboxed to a square of tiles, as pixels or as an encoder's features. */
public final class ImageReader {
    /** An image as a model reads it, with the number of positions it fills. */
    public record Content(VisualContent visual, int visualTokens) {
        /** No image. */
        public static final Content NONE = new Content(new VisualContent.None(), 0);
    }

    /**
     * What the model can take.
     *
     * @param tilePixels side of a tile
     * @param tokensPerTile visual tokens of a tile
     * @param maxVisualTokens the most that one image may have
     */
    public record Sizes(int tilePixels, int tokensPerTile, int maxVisualTokens) {
        public Sizes {
            if (tilePixels < 1 || tokensPerTile < 1 || maxVisualTokens < tokensPerTile) {
                throw new IllegalArgumentException("tiles of " + tilePixels + " pixels and " + tokensPerTile
                        + " tokens do not fit into images of " + maxVisualTokens + " tokens");
            }
        }

        /** The largest square of tiles. */
        public int maxTilesPerSide() {
            return (int) Math.sqrt((double) maxVisualTokens / tokensPerTile);
        }
    }

    private interface Reading {
        VisualContent read(byte[] tiles, int numTiles);
    }

    private final Sizes sizes;
    private final Reading reading;

    private ImageReader(Sizes sizes, Reading reading) {
        this.sizes = sizes;
        this.reading = reading;
    }

    /** For a model that has its encoder inside. */
    public static ImageReader ofPixels(Sizes sizes) {
        return new ImageReader(
                sizes, (tiles, numTiles) -> new VisualContent.Pixels(tiles, numTiles, sizes.tilePixels()));
    }

    /** For a model that reads the features of a frozen encoder, which stays the caller's. */
    public static ImageReader ofFeatures(ImageEncoder encoder, int maxVisualTokens) {
        Sizes sizes = new Sizes(encoder.config().tilePixels(), encoder.config().tokensPerTile(), maxVisualTokens);
        return new ImageReader(
                sizes,
                (tiles, numTiles) -> new VisualContent.Features(
                        encoder.features(tiles, numTiles), encoder.config().width()));
    }

    /** The image at the supported size nearest to its own. */
    public Content read(RgbImage image) {
        return read(image, Letterbox.nearestTilesPerSide(image, sizes.tilePixels(), sizes.maxTilesPerSide()));
    }

    /**
     * The image on a square of {@code tilesPerSide} x {@code tilesPerSide} tiles, 1 to {@link Sizes#maxTilesPerSide}.
     */
    public Content read(RgbImage image, int tilesPerSide) {
        if (tilesPerSide < 1 || tilesPerSide > sizes.maxTilesPerSide()) {
            throw new IllegalArgumentException(
                    "an image of " + tilesPerSide + " tiles per side; the model takes 1 to " + sizes.maxTilesPerSide());
        }
        int side = tilesPerSide * sizes.tilePixels();
        int numTiles = tilesPerSide * tilesPerSide;
        byte[] tiles = Tiles.cut(Letterbox.fit(image, side).rgb(), side, side, sizes.tilePixels());
        return new Content(reading.read(tiles, numTiles), numTiles * sizes.tokensPerTile());
    }
}
