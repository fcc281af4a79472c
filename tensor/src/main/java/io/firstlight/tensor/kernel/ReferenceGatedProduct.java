package io.firstlight.tensor.kernel;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The gated product by its formula, for every device and precision. */
public final class ReferenceGatedProduct implements GatedProductKernel {
    /** In operators that autograd can differentiate, [N, F]. */
    public static Tensor formula(Tensor gateAndUp) {
        TensorVector halves = gateAndUp.chunk(2, 1);
        Tensor gate = halves.get(0);
        return gate.mul(gate.sigmoid()).mul(halves.get(1));
    }

    @Override
    public Gated forward(Tensor gateAndUp) {
        return new Gated(formula(gateAndUp), List.of());
    }

    @Override
    public Tensor backwardInPlace(Tensor gradient, Tensor gateAndUp, Gated gated) {
        TensorVector halves = gateAndUp.chunk(2, 1);
        Tensor gate = halves.get(0);
        Tensor sigmoid = gate.sigmoid();
        // The derivative of g * s(g) is s(g) * (1 + g * (1 - s(g))).
        Tensor slope = sigmoid.mul(gate.mul(sigmoid.neg().add(new Scalar(1))).add(new Scalar(1)));
        Tensor gateGradient = gradient.mul(halves.get(1)).mul(slope);
        Tensor upGradient = gradient.mul(gate.mul(sigmoid));
        return torch.cat(new TensorVector(gateGradient, upGradient), 1);
    }
}
