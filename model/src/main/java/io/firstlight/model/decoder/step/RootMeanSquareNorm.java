package io.firstlight.model.decoder.step;

import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.device.Precision;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * RMSNorm (Zhang and Sennrich, arXiv 1910.07467): {@code x / sqrt(mean(x^2) + epsilon) * gain}. Between its input and
 * its output it computes in the precision of the master weights, as transformers' Llama does in float32.
 *
 * @param gain [D]
 * @param epsilon added to the mean square
 * @param precision of the placement
 */
public record RootMeanSquareNorm(Tensor gain, double epsilon, Precision precision) implements Norm {
    @Override
    public Tensor formula(Tensor x) {
        Tensor wide = wide(x);
        return narrow(wide.mul(inverseSize(wide)).mul(gain));
    }

    /** Statistics are the inverse root mean square of each row, [M, 1]. */
    @Override
    public Normed forward(Tensor x) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor wide = wide(x);
            Tensor inverseSize = inverseSize(wide);
            return new Normed(
                    scope.passOn(narrow(wide.mul(inverseSize).mul_(gain))), List.of(scope.passOn(inverseSize)));
        }
    }

    @Override
    public Tensor backward(Tensor gradient, Tensor x, Normed normed) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor inverseSize = normed.statistics().get(0);
            Tensor unit = wide(x).mul(inverseSize);
            Tensor wideGradient = wide(gradient);
            if (gain.requires_grad()) {
                gain.grad().add_(wideGradient.mul(unit).sum(new long[] {0}, false, new ScalarTypeOptional()));
            }
            Tensor unitGradient = wideGradient.mul(gain);
            // A row's size does not matter, so the gradient has no part along the row itself.
            Tensor along = unitGradient.mul(unit).mean(new long[] {1}, true, new ScalarTypeOptional());
            return scope.passOn(narrow(unitGradient.sub_(unit.mul_(along)).mul_(inverseSize)));
        }
    }

    private Tensor inverseSize(Tensor wide) {
        return wide.mul(wide)
                .mean(new long[] {1}, true, new ScalarTypeOptional())
                .add(new Scalar(epsilon))
                .rsqrt();
    }

    private Tensor wide(Tensor x) {
        return precision.hasSeparateMaster() ? x.to(precision.master()) : x;
    }

    private Tensor narrow(Tensor wide) {
        return precision.hasSeparateMaster() ? wide.to(precision.compute()) : wide;
    }
}
