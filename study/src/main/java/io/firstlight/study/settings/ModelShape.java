package io.firstlight.study.settings;

import io.firstlight.model.vision.ImageEncoderConfig;
import io.firstlight.model.vision.TileGrid;
import io.firstlight.model.vision.patches.PatchesConfig;
import io.firstlight.model.vision.stem.StemConfig;

/** Shapes of decoder and image encoder. The vocabulary's size comes from the tokenizer. */
public record ModelShape(TransformerShape decoder, ImageEncoderShape imageEncoder) {

    /**
     * A small vision transformer with a convolutional stem over square tiles that it cuts from every image.
     *
     * @param width of a feature, a multiple of 32
     * @param layers transformer blocks
     * @param gridSide visual tokens per side of a tile; a tile becomes gridSide * gridSide visual tokens
     * @param tilePixels side of a tile
     */
    public record ImageEncoderShape(int width, int layers, int gridSide, int tilePixels) {
        /** Tiles of the largest image; the projector has a position embedding for every visual token of it. */
        public static final int MAX_TILES = 4;

        public int tokensPerTile() {
            return gridSide * gridSide;
        }

        /** The encoder that a study trains; the frozen one has its shape too. */
        public ImageEncoderConfig trained() {
            return new StemConfig(tiles(), width, layers);
        }

        /** The encoder that passes on the pixels of the same patches. */
        public ImageEncoderConfig patches() {
            return new PatchesConfig(tiles());
        }

        private TileGrid tiles() {
            return new TileGrid(tilePixels, gridSide, MAX_TILES);
        }
    }
}
