package io.firstlight.model.decoder.step;

import io.firstlight.tensor.kernel.BatchAttention.Heads;
import org.bytedeco.pytorch.Tensor;

/**
 * Shape of an attention whose queries, keys and values lie side by side in one matrix, [N, (H + 2K) * W]. B rows of T
 * columns, N = B*T.
 *
 * @param heads H, query heads
 * @param keyValueHeads K, of which H is a multiple; K = H without grouped queries (Ainslie et al., arXiv 2305.13245)
 * @param headWidth W
 */
public record AttentionShape(int heads, int keyValueHeads, int headWidth) {
    public AttentionShape {
        if (keyValueHeads < 1 || heads % keyValueHeads != 0 || headWidth < 1) {
            throw new IllegalArgumentException("the number of heads must be a multiple of the number of key and value"
                    + " heads, found " + heads + " and " + keyValueHeads);
        }
    }

    /** Queries and keys, one head after the other: a view [N, H+K, W] of {@code projected} [N, (H+2K)*W]. */
    Tensor queriesAndKeys(Tensor projected) {
        return projected
                .view(projected.size(0), heads + 2L * keyValueHeads, headWidth)
                .narrow(1, 0, (long) heads + keyValueHeads);
    }

    /** Queries, keys and values as the attention kernel reads them: views of {@code projected}. */
    Heads split(Tensor projected, PassInputs inputs) {
        Tensor perHead = projected
                .view(inputs.tokens().rows(), inputs.tokens().columns(), heads + 2L * keyValueHeads, headWidth)
                .transpose(1, 2);
        return new Heads(
                perHead.narrow(1, 0, heads),
                perHead.narrow(1, heads, keyValueHeads),
                perHead.narrow(1, (long) heads + keyValueHeads, keyValueHeads));
    }
}
