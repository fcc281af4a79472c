package io.firstlight.model.decoder.step;

import io.firstlight.tensor.TensorScope;
import java.util.Optional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * {@code x * weight^T + bias}.
 *
 * @param weight [out, in]
 * @param bias [out], or empty
 */
public record Linear(Tensor weight, Optional<Tensor> bias) implements DecoderStep {
    public Linear(Tensor weight) {
        this(weight, Optional.empty());
    }

    @Override
    public Tensor formula(Tensor x, PassInputs inputs) {
        return torch.linear(x, weight, bias.map(TensorOptional::new).orElseGet(TensorOptional::new));
    }

    @Override
    public Recorded forward(Tensor x, PassInputs inputs) {
        try (TensorScope scope = TensorScope.open()) {
            return Recorded.passOn(scope, formula(x, inputs), gradient -> backward(gradient, x));
        }
    }

    /** {@code residual + x * weight^T + bias}, the sum taken within the product: [N, out]. */
    Tensor addedTo(Tensor residual, Tensor x) {
        Tensor sum = torch.addmm(residual, x, weight.t());
        bias.ifPresent(sum::add_);
        return sum;
    }

    /**
     * The gradient of {@code x}, [N, in]; those of weight and bias are added to theirs, if they train.
     *
     * @param gradient of the output, [N, out]
     * @param x [N, in]
     */
    Tensor backward(Tensor gradient, Tensor x) {
        if (weight.requires_grad()) {
            weight.grad().addmm_(gradient.t(), x);
        }
        if (bias.isPresent() && bias.get().requires_grad()) {
            bias.get().grad().add_(gradient.sum(new long[] {0}, false, new ScalarTypeOptional()));
        }
        return gradient.mm(weight);
    }
}
