package io.firstlight.tensor.kernel;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** The loss by its formula, for every device and precision. */
final class ReferenceLossChunk implements LossChunkKernel {
    /** [M, 1] */
    static Tensor logProbabilities(Tensor rows, Tensor weight, Tensor targets) {
        return rows.mm(weight.t()).log_softmax(1).gather(1, targets);
    }

    @Override
    public Chunk forward(Tensor rows, Tensor weight, Tensor targets) {
        Tensor logProbabilities = rows.mm(weight.t()).log_softmax(1);
        double sum = -logProbabilities.gather(1, targets).sum().item_double();
        return new Chunk(sum, logProbabilities.exp());
    }

    @Override
    public Tensor logitsGradient(Tensor probabilities, Tensor targets) {
        Tensor ones = probabilities.new_full(new long[] {targets.size(0), 1}, new Scalar(1));
        return probabilities.sub(probabilities
                .new_zeros(probabilities.size(0), probabilities.size(1))
                .scatter_add_(1, targets, ones));
    }
}
