package io.firstlight.model.decoder;

import io.firstlight.tensor.TensorScope;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Layer norm with a gain and no bias, as OpenLM has it. N rows, D width. */
final class GainNorm {
    private static final double EPSILON = 1e-5;

    private GainNorm() {}

    /**
     * @param values [N, D]
     * @param mean and inverseDeviation of each row, [N, 1], for the way back
     */
    record Normed(Tensor values, Tensor mean, Tensor inverseDeviation) {}

    /**
     * @param x [N, D]
     * @param gain [D]; in the caller's scope
     */
    static Normed forward(Tensor x, Tensor gain) {
        try (T_TensorTensorTensor_T found = torch.native_layer_norm(
                x, new long[] {x.size(1)}, new TensorOptional(gain), new TensorOptional(), EPSILON)) {
            // Copies of handles: those that the tuple gives out end with it.
            return new Normed(new Tensor(found.get0()), new Tensor(found.get1()), new Tensor(found.get2()));
        }
    }

    static Recorded record(Tensor x, Tensor gain) {
        try (TensorScope scope = TensorScope.open()) {
            Normed normed = forward(x, gain);
            return Recorded.passOn(
                    scope,
                    normed.values,
                    gradient -> backward(gradient, x, normed, gain),
                    normed.mean,
                    normed.inverseDeviation);
        }
    }

    /** The gradient with respect to {@code x}, [N, D], in the caller's scope; the gain's is added to its own. */
    static Tensor backward(Tensor gradient, Tensor x, Normed normed, Tensor gain) {
        try (BoolPointer wanted = new BoolPointer(3)
                        .put(0, true)
                        .put(1, gain.requires_grad())
                        .put(2, false);
                T_TensorTensorTensor_T found = torch.native_layer_norm_backward(
                        gradient,
                        x,
                        new long[] {x.size(1)},
                        normed.mean,
                        normed.inverseDeviation,
                        new TensorOptional(gain),
                        new TensorOptional(),
                        wanted)) {
            if (gain.requires_grad()) {
                gain.grad().add_(found.get1());
            }
            return new Tensor(found.get0());
        }
    }
}
