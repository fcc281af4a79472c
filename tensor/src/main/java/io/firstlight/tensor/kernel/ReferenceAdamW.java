package io.firstlight.tensor.kernel;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** AdamW by its formula, for every device and precision. */
final class ReferenceAdamW implements UpdateKernel {
    @Override
    public void update(Vectors vectors, long step, UpdateRates rates) {
        Tensor gradients = vectors.gradients().to(vectors.master().scalar_type());
        vectors.mean().mul_(new Scalar(rates.beta1())).add_(gradients.mul(new Scalar(1 - rates.beta1())));
        vectors.square()
                .mul_(new Scalar(rates.beta2()))
                .add_(gradients.mul(gradients).mul_(new Scalar(1 - rates.beta2())));
        double meanCorrection = 1 - Math.pow(rates.beta1(), step);
        double squareCorrection = 1 - Math.pow(rates.beta2(), step);
        Tensor deviation =
                vectors.square().div(new Scalar(squareCorrection)).sqrt_().add_(new Scalar(rates.epsilon()));
        vectors.master().mul_(new Scalar(1 - rates.learningRate() * rates.weightDecay()));
        vectors.master()
                .sub_(vectors.mean()
                        .mul(new Scalar(rates.learningRate() / meanCorrection))
                        .div_(deviation));
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
