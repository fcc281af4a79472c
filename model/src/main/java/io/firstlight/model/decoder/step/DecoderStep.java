package io.firstlight.model.decoder.step;

import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.TensorScope;
import org.bytedeco.pytorch.Tensor;

/**
 * One differentiable step of a decoder, from [N, in] to [N, out] for the N positions of a batch. A new step needs only
 * {@link #formula}, which autograd differentiates; a step that overrides {@link #forward} brings a backward function of
 * its own, which is faster and keeps less, and which tests prove against autograd over the formula.
 */
public interface DecoderStep {
    /**
     * The step in plain operators that autograd can differentiate, in the caller's scope.
     *
     * @param x [N, in]
     * @return [N, out]
     */
    Tensor formula(Tensor x, PassInputs inputs);

    /**
     * The same values with a backward function, in the caller's scope, without autograd.
     *
     * @param x [N, in]; must not change until the backward function has run
     */
    default Recorded forward(Tensor x, PassInputs inputs) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor input = x.detach();
            Tensor output;
            try (GradMode mode = GradMode.on()) {
                input.set_requires_grad(true);
                output = formula(input, inputs);
            }
            return Recorded.passOn(
                    scope,
                    output.detach(),
                    gradient -> {
                        output.backward(gradient, null, false, null);
                        // A handle of its own: that of grad() ends with the input.
                        return new Tensor(input.grad());
                    },
                    input,
                    output);
        }
    }
}
