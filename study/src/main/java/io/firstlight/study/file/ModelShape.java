package io.firstlight.study.file;

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
        public int tokensPerTile() {
            return gridSide * gridSide;
        }
    }
}
