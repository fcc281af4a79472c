package io.firstlight.model.decoder.step;

import io.firstlight.tensor.TensorScope;
import org.bytedeco.pytorch.Tensor;

/** A norm over the whole width of the hidden states. */
public record NormStep(Norm norm) implements DecoderStep {
    @Override
    public Tensor formula(Tensor x, PassInputs inputs) {
        return norm.formula(x);
    }

    @Override
    public Recorded forward(Tensor x, PassInputs inputs) {
        try (TensorScope scope = TensorScope.open()) {
            Norm.Normed normed = norm.forward(x);
            return Recorded.passOn(
                    scope,
                    normed.values(),
                    gradient -> norm.backward(gradient, x, normed),
                    normed.statistics().toArray(Tensor[]::new));
        }
    }
}
