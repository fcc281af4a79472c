package io.firstlight.study.file;

/** Shapes of the three parts of a vision-language model. The vocabulary's size comes from the data set. */
public record ModelShape(TransformerShape decoder, ImageEncoderShape imageEncoder, ProjectorShape projector) {

    /**
     * A small vision transformer over one tile, with a short convolutional stem when {@code stemChannels} is positive.
     *
     * @param patchPixels    side of a patch; a tile's side is a multiple of it
     * @param tokensPerTile  visual tokens a tile becomes in the decoder
     * @param embeddingWidth width of the space in which images and captions are compared
     */
    public record ImageEncoderShape(TransformerShape tower, int patchPixels, int stemChannels, int tokensPerTile,
            int embeddingWidth) {}

    /**
     * @param hiddenWidth          of the two-layer perceptron; 0 for one linear layer
     * @param embeddingRmsMultiple projected tokens are normalised to this multiple of the word embeddings' RMS
     */
    public record ProjectorShape(int hiddenWidth, double embeddingRmsMultiple) {}
}
