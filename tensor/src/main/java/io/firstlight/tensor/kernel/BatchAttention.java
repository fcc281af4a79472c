package io.firstlight.tensor.kernel;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Attention over the packed rows of one batch. B rows, T columns, H query heads, K key and value heads of which H is a
 * multiple, W head width. Key head k serves the query heads {@code k*H/K .. (k+1)*H/K - 1}. A query sees the keys of
 * its document up to its own; padding sees itself alone.
 */
public interface BatchAttention {
    /**
     * Views of the projected states.
     *
     * @param queries [B, H, T, W], the last dimension contiguous
     * @param keys [B, K, T, W]
     * @param values [B, K, T, W]
     */
    record Heads(Tensor queries, Tensor keys, Tensor values) {
        /** Query heads that share a key head. */
        long groupSize() {
            return queries.size(1) / keys.size(1);
        }
    }

    /**
     * The result, and what the backward pass reads beside it.
     *
     * @param rows [B*T, H*W], the mixed values
     */
    record Mixed(Tensor rows, List<Tensor> saved) {}

    /** Softmax of the scaled products of queries and keys, times the values; in the caller's scope. */
    Mixed forward(Heads heads);

    /**
     * Overwrites {@code gradients} with the gradients of {@code heads}.
     *
     * @param mixedGradient [B*T, H*W]
     */
    void backwardInto(Heads gradients, Tensor mixedGradient, Mixed mixed, Heads heads);
}
