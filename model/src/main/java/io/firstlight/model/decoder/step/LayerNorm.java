package io.firstlight.model.decoder.step;

import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Layer norm (Ba et al., arXiv 1607.06450) with a gain, and a bias or, as OpenLM trains, none.
 *
 * @param gain [D]
 * @param bias [D], or empty
 * @param epsilon added to the variance
 */
public record LayerNorm(Tensor gain, Optional<Tensor> bias, double epsilon) implements Norm {
    public static final double EPSILON = 1e-5;

    /** Without a bias. */
    public LayerNorm(Tensor gain) {
        this(gain, Optional.empty(), EPSILON);
    }

    @Override
    public Tensor formula(Tensor x) {
        return torch.layer_norm(x, new long[] {x.size(1)}, new TensorOptional(gain), optionalBias(), epsilon, false);
    }

    /** Statistics are mean and inverse deviation of each row, [M, 1]. */
    @Override
    public Normed forward(Tensor x) {
        try (T_TensorTensorTensor_T found =
                torch.native_layer_norm(x, new long[] {x.size(1)}, new TensorOptional(gain), optionalBias(), epsilon)) {
            // Copies of handles: those that the tuple gives out end with it.
            return new Normed(new Tensor(found.get0()), List.of(new Tensor(found.get1()), new Tensor(found.get2())));
        }
    }

    @Override
    public Tensor backward(Tensor gradient, Tensor x, Normed normed) {
        boolean biasTrains = bias.isPresent() && bias.get().requires_grad();
        try (BoolPointer wanted = new BoolPointer(3)
                        .put(0, true)
                        .put(1, gain.requires_grad())
                        .put(2, biasTrains);
                T_TensorTensorTensor_T found = torch.native_layer_norm_backward(
                        gradient,
                        x,
                        new long[] {x.size(1)},
                        normed.statistics().get(0),
                        normed.statistics().get(1),
                        new TensorOptional(gain),
                        optionalBias(),
                        wanted)) {
            if (gain.requires_grad()) {
                gain.grad().add_(found.get1());
            }
            if (biasTrains) {
                bias.get().grad().add_(found.get2());
            }
            return new Tensor(found.get0());
        }
    }

    private TensorOptional optionalBias() {
        return bias.map(TensorOptional::new).orElseGet(TensorOptional::new);
    }
}
