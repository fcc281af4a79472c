package io.firstlight.study.work;

import io.firstlight.model.decoder.DecoderConfig;
import io.firstlight.study.settings.Batching;
import io.firstlight.study.settings.TransformerShape;

/** The work of training a decoder in batches of packed rows. */
public record DecoderWork(TransformerShape decoder, Batching batching, DataFacts facts) {
    /**
     * The work of a training stage.
     *
     * @param tokens number of tokens that enter the decoder
     * @param predicted number of positions with a target
     * @param visualFlops FLOP of everything before the decoder
     * @param how distinguishes stages of one shape that run at different speeds
     */
    public StageWork training(long tokens, double predicted, double visualFlops, String how) {
        DecoderConfig config = decoder.config(facts.tokenizer().vocabularySize());
        double flops = Operations.TRAINING
                        * (tokens * Operations.decoderPerToken(config, batching.sequenceLength())
                                + predicted * Operations.headPerToken(config))
                + visualFlops;
        long parameters = config.numParameters();
        // Kept for the backward pass, per position and layer: about 8 rows of the width and 4 of the feed-forward's.
        long activations = 4L
                * batching.batchTokens()
                * decoder.layers()
                * (8L * decoder.width() + 4L * decoder.feedForwardWidth());
        return new StageWork(
                new Work(tokens, flops, decoder + " " + batching + " " + how),
                ModelWork.BASE_BYTES + parameters * ModelWork.TRAINING_BYTES + activations,
                parameters * ModelWork.CHECKPOINT_BYTES);
    }
}
