package io.firstlight.model.decoder;

import io.firstlight.model.loss.ChunkedCrossEntropy;
import io.firstlight.model.loss.ChunkedCrossEntropy.Gradient;
import io.firstlight.model.loss.ChunkedCrossEntropy.Targets;
import io.firstlight.tensor.device.Placement;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * From hidden states to the vocabulary: a product with a weight of its own or with the input embedding (a tied head,
 * Press and Wolf, arXiv 1608.05859). D width, V vocabulary.
 */
public final class LanguageHead {
    private final Tensor weight; // [V, D]
    private final ChunkedCrossEntropy loss;

    /**
     * A head over {@code weight}, tied or of its own.
     *
     * @param weight [V, D], owned by the parameters: the head's own, or the input embedding. Either way gradients add
     *     up in its own gradient
     */
    public LanguageHead(Tensor weight, Placement placement) {
        this.weight = weight;
        this.loss = new ChunkedCrossEntropy(placement);
    }

    /** Logits [M, V] of hidden states [M, D]; for a few positions only, training uses {@link #gradient}. */
    public Tensor logits(Tensor hidden) {
        return torch.linear(hidden, weight);
    }

    /**
     * The gradient of {@code scale * sum of losses}; the weight's is added to its own, if it trains.
     *
     * @param hidden [N, D]
     * @param targets of M of the N rows
     * @param scale 1 over the number of targets in the whole global batch
     */
    public Gradient gradient(Tensor hidden, Targets targets, double scale) {
        return loss.gradient(hidden, weight, targets, scale);
    }

    /** The sum of losses without gradients, in nats. */
    public double lossSum(Tensor hidden, Targets targets) {
        return loss.sum(hidden, weight, targets);
    }
}
