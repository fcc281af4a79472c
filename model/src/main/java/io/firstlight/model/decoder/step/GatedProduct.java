package io.firstlight.model.decoder.step;

import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.kernel.GatedProductKernel;
import io.firstlight.tensor.kernel.GatedProductKernel.Gated;
import io.firstlight.tensor.kernel.ReferenceGatedProduct;
import org.bytedeco.pytorch.Tensor;

/** {@code silu(gate) * up}: from [N, 2F] to [N, F]. Its backward function overwrites the output of the step before. */
public record GatedProduct(GatedProductKernel kernel) implements DecoderStep {
    @Override
    public Tensor formula(Tensor x, PassInputs inputs) {
        return ReferenceGatedProduct.formula(x);
    }

    @Override
    public Recorded forward(Tensor x, PassInputs inputs) {
        try (TensorScope scope = TensorScope.open()) {
            Gated gated = kernel.forward(x);
            return Recorded.passOn(
                    scope,
                    gated.product(),
                    gradient -> kernel.backwardInPlace(gradient, x, gated),
                    gated.saved().toArray(Tensor[]::new));
        }
    }
}
