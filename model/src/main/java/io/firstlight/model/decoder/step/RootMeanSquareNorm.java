package io.firstlight.model.decoder.step;

import io.firstlight.tensor.TensorScope;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * RMSNorm (Zhang and Sennrich, arXiv 1910.07467): {@code x / sqrt(mean(x^2) + epsilon) * gain}.
 *
 * @param gain [D]
 */
public record RootMeanSquareNorm(Tensor gain, double epsilon) implements Norm {
    @Override
    public Tensor formula(Tensor x) {
        return x.mul(inverseSize(x)).mul(gain);
    }

    /** Statistics are the inverse root mean square of each row, [M, 1]. */
    @Override
    public Normed forward(Tensor x) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor inverseSize = inverseSize(x);
            return new Normed(scope.passOn(x.mul(inverseSize).mul_(gain)), List.of(scope.passOn(inverseSize)));
        }
    }

    @Override
    public Tensor backward(Tensor gradient, Tensor x, Normed normed) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor inverseSize = normed.statistics().get(0);
            Tensor unit = x.mul(inverseSize);
            if (gain.requires_grad()) {
                gain.grad().add_(gradient.mul(unit).sum(new long[] {0}, false, new ScalarTypeOptional()));
            }
            Tensor unitGradient = gradient.mul(gain);
            // A row's size does not matter, so the gradient has no part along the row itself.
            Tensor along = unitGradient.mul(unit).mean(new long[] {1}, true, new ScalarTypeOptional());
            return scope.passOn(unitGradient.sub_(unit.mul_(along)).mul_(inverseSize));
        }
    }

    private Tensor inverseSize(Tensor x) {
        return x.mul(x)
                .mean(new long[] {1}, true, new ScalarTypeOptional())
                .add(new Scalar(epsilon))
                .rsqrt();
    }
}
