package io.firstlight.study.file;

/** Shapes of decoder and image encoder. The vocabulary's size comes from the tokenizer. */
public record ModelShape(TransformerShape decoder, ImageEncoderShape imageEncoder) {

    /**
     * A small vision transformer with a convolutional stem over one tile.
     *
     * @param width of a feature, a multiple of 32
     * @param layers transformer blocks
     * @param gridSide visual tokens per side of a tile; a tile becomes gridSide * gridSide visual tokens
     */
    public record ImageEncoderShape(int width, int layers, int gridSide) {
        /** Side of the square tiles that an image is cut into, in pixels. */
        public static final int TILE_PIXELS = 32;

        public int tokensPerTile() {
            return gridSide * gridSide;
        }
    }
}
