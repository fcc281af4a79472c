package io.firstlight.tensor.kernel;

import io.firstlight.tensor.device.Placement;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The loss by its formula, for every device and precision. Softmax and sums are in the master's precision: bfloat16 has
 * too few digits to add up a vocabulary.
 */
final class ReferenceLossChunk implements LossChunkKernel {
    private final Placement placement;

    ReferenceLossChunk(Placement placement) {
        this.placement = placement;
    }

    /** [M, 1] */
    static Tensor logProbabilities(Tensor rows, Tensor weight, Tensor targets) {
        return rows.mm(weight.t()).log_softmax(1).gather(1, targets);
    }

    @Override
    public Chunk forward(Tensor rows, Tensor weight, Tensor targets) {
        Tensor logits = rows.mm(weight.t()).to(placement.precision().master());
        Tensor logProbabilities = logits.log_softmax(1);
        double sum = -logProbabilities.gather(1, targets).sum().item_double();
        return new Chunk(sum, logProbabilities.exp());
    }

    @Override
    public Tensor logitsGradient(Tensor probabilities, Tensor targets) {
        Tensor ones = probabilities.new_full(new long[] {targets.size(0), 1}, new Scalar(1));
        Tensor target = probabilities
                .new_zeros(probabilities.size(0), probabilities.size(1))
                .scatter_add_(1, targets, ones);
        return probabilities.sub(target).to(placement.precision().compute());
    }
}
