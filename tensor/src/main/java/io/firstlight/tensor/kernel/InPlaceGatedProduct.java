package io.firstlight.tensor.kernel;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** The gated product in as few passes over memory as libtorch's operators allow; the gradient overwrites the input. */
final class InPlaceGatedProduct implements GatedProductKernel {
    /** Saves the activated gate, [N, F]. */
    @Override
    public Gated forward(Tensor gateAndUp) {
        TensorVector halves = gateAndUp.chunk(2, 1);
        Tensor activated = torch.silu(halves.get(0));
        return new Gated(activated.mul(halves.get(1)), List.of(activated));
    }

    @Override
    public Tensor backwardInPlace(Tensor gradient, Tensor gateAndUp, Gated gated) {
        TensorVector halves = gateAndUp.chunk(2, 1);
        Tensor gate = halves.get(0);
        Tensor up = halves.get(1);
        torch.silu_backward_out(gate, gradient.mul(up), gate);
        torch.mul_out(up, gradient, gated.saved().get(0));
        return new Tensor(gateAndUp);
    }
}
