package io.firstlight.model.decoder;

import org.bytedeco.pytorch.Tensor;

/** The gradient of a matrix product's weight. */
final class WeightGradient {
    private WeightGradient() {}

    /**
     * For {@code output = input * weight^T}: adds to {@code weight}'s gradient, within the product itself; nothing if
     * it is frozen.
     *
     * @param weight [out, in]
     * @param outputGradient [N, out]
     * @param input [N, in]
     */
    static void add(Tensor weight, Tensor outputGradient, Tensor input) {
        if (weight.requires_grad()) {
            weight.grad().addmm_(outputGradient.t(), input);
        }
    }
}
