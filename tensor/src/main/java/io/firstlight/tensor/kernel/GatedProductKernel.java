package io.firstlight.tensor.kernel;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** {@code silu(gate) * up}, the gated product of SwiGLU (Shazeer, arXiv 2002.05202). N rows, F inner width. */
public interface GatedProductKernel {
    /**
     * The result, and what the backward pass reads beside its input.
     *
     * @param product [N, F]
     */
    record Gated(Tensor product, List<Tensor> saved) {}

    /**
     * The product of both halves, in the caller's scope.
     *
     * @param gateAndUp [N, 2F]: gate, then up
     */
    Gated forward(Tensor gateAndUp);

    /**
     * The gradient of {@code gateAndUp}, [N, 2F], in the caller's scope; may share the memory of {@code gateAndUp},
     * which is then overwritten.
     *
     * @param gradient of the product, [N, F]
     */
    Tensor backwardInPlace(Tensor gradient, Tensor gateAndUp, Gated gated);
}
