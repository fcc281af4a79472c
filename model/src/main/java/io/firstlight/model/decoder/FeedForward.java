package io.firstlight.model.decoder;

import io.firstlight.model.decoder.GainNorm.Normed;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.parameter.FlatParameters;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * {@code x + down(silu(gate) * up)} of {@code norm(x)} (SwiGLU: Shazeer, arXiv 2002.05202), with its own way back:
 * autograd would keep every gradient between in memory of its own and then copy those of gate and up together. N rows,
 * D width, F inner width.
 */
final class FeedForward {
    private final Tensor gain; // [D]
    private final Tensor gateUp; // [2F, D]
    private final Tensor down; // [D, F]

    FeedForward(FlatParameters parameters, String prefix) {
        gain = parameters.get(prefix + "feed_forward_norm.weight");
        gateUp = parameters.get(prefix + "feed_forward.gate_up.weight");
        down = parameters.get(prefix + "feed_forward.down.weight");
    }

    /** @param x [N, D]; the output is [N, D], in the caller's scope */
    Recorded forward(Tensor x) {
        try (TensorScope scope = TensorScope.open()) {
            Normed normed = GainNorm.forward(x, gain);
            Tensor gateAndUp = torch.linear(normed.values(), gateUp); // [N, 2F]
            TensorVector halves = gateAndUp.chunk(2, 1);
            Tensor activated = torch.silu(halves.get(0)); // [N, F]
            Tensor inner = activated.mul(halves.get(1)); // [N, F]
            Tensor output = torch.addmm(x, inner, down.t());
            return Recorded.passOn(
                    scope,
                    output,
                    gradient -> {
                        WeightGradient.add(down, gradient, inner);
                        WeightGradient.add(
                                gateUp,
                                backThroughGateInPlace(gradient.mm(down), gateAndUp, activated),
                                normed.values());
                        return GainNorm.backward(gateAndUp.mm(gateUp), x, normed, gain)
                                .add_(gradient);
                    },
                    normed.values(),
                    normed.mean(),
                    normed.inverseDeviation(),
                    gateAndUp,
                    activated,
                    inner);
        }
    }

    /**
     * Overwrites {@code gateAndUp} with its own gradient.
     *
     * @param innerGradient [N, F]
     */
    private static Tensor backThroughGateInPlace(Tensor innerGradient, Tensor gateAndUp, Tensor activated) {
        TensorVector halves = gateAndUp.chunk(2, 1);
        Tensor gate = halves.get(0);
        Tensor up = halves.get(1);
        torch.silu_backward_out(gate, innerGradient.mul(up), gate);
        torch.mul_out(up, innerGradient, activated);
        return gateAndUp;
    }
}
