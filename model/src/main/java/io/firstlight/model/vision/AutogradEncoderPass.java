package io.firstlight.model.vision;

import io.firstlight.tensor.GradMode;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;

/**
 * A training pass that autograd recorded as a whole, on the calling thread.
 *
 * @param tokens [V, W]
 */
record AutogradEncoderPass(Tensor tokens) implements EncoderPass {
    /** The pass that {@code forward} computes. */
    static EncoderPass of(Supplier<Tensor> forward) {
        try (GradMode mode = GradMode.on()) {
            return new AutogradEncoderPass(forward.get());
        }
    }

    @Override
    public void backward(Tensor gradient) {
        if (tokens.requires_grad()) {
            tokens.backward(gradient, null, false, null);
        }
    }
}
