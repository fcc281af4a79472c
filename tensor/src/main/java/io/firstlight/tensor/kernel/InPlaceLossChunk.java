package io.firstlight.tensor.kernel;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Holds one [M, V] buffer: logits, probabilities and gradient overwrite each other. */
final class InPlaceLossChunk implements LossChunkKernel {
    @Override
    public Chunk forward(Tensor rows, Tensor weight, Tensor targets) {
        Tensor probabilities = rows.mm(weight.t());
        torch.softmax_out(probabilities, probabilities, 1); // in place: each row is read before it is written
        Tensor found = probabilities.gather(1, targets);
        // A target of probability e^-87 or less has none that float32 can hold, but it has a loss. (Not "less than",
        // which would be false for NaN.)
        boolean likely = found.min().item_double() >= Float.MIN_NORMAL;
        double sum = likely
                ? -found.log_().sum().item_double()
                : ReferenceLossChunk.logProbabilities(rows, weight, targets)
                        .sum()
                        .neg()
                        .item_double();
        return new Chunk(sum, probabilities);
    }

    @Override
    public Tensor logitsGradient(Tensor probabilities, Tensor targets) {
        return probabilities.scatter_add_(1, targets, minusOnes(probabilities, targets));
    }

    private static Tensor minusOnes(Tensor probabilities, Tensor targets) {
        return probabilities.new_full(new long[] {targets.size(0), 1}, new Scalar(-1));
    }
}
