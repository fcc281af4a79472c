package io.firstlight.tensor.kernel;

import org.bytedeco.pytorch.Tensor;

/** Cross-entropy of one chunk of rows against the whole vocabulary. M rows, D width, V vocabulary. */
public interface LossChunkKernel {
    /**
     * The result of a chunk.
     *
     * @param sum of the losses, in nats
     * @param probabilities [M, V], in the master's precision
     */
    record Chunk(double sum, Tensor probabilities) {}

    /**
     * Projects rows to the vocabulary and compares them with their targets, without gradients; in the caller's scope.
     *
     * @param rows [M, D] hidden states
     * @param weight [V, D]
     * @param targets [M, 1] int64
     */
    Chunk forward(Tensor rows, Tensor weight, Tensor targets);

    /**
     * The gradient of the summed loss with respect to the logits, {@code probabilities} less 1 at each target, [M, V]
     * in the precision of the arithmetic; may overwrite {@code probabilities}.
     */
    Tensor logitsGradient(Tensor probabilities, Tensor targets);
}
