package io.firstlight.model.decoder.step;

import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.device.Recomputation;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * {@code x + output(inner(x))}: the inner steps one after the other, then a projection that is added to what the block
 * read. N rows, D width.
 *
 * @param inner from [N, D] to the projection's input
 * @param output the projection, to [N, D]
 * @param recomputation whether the backward pass runs the inner steps forward again instead of keeping their outputs
 */
public record ResidualBlock(List<DecoderStep> inner, Linear output, Recomputation recomputation)
        implements DecoderStep {
    public ResidualBlock {
        inner = List.copyOf(inner);
    }

    @Override
    public Tensor formula(Tensor x, PassInputs inputs) {
        Tensor current = x;
        for (DecoderStep step : inner) {
            current = step.formula(current, inputs);
        }
        return x.add(output.formula(current, inputs));
    }

    @Override
    public Recorded forward(Tensor x, PassInputs inputs) {
        try (TensorScope scope = TensorScope.open()) {
            List<Recorded> recorded = forwardInner(x, inputs);
            Tensor sum = output.addedTo(x, last(recorded));
            if (recomputation == Recomputation.EVERY_BLOCK) {
                return Recorded.passOn(scope, sum, gradient -> backward(gradient, forwardInner(x, inputs)));
            }
            return Recorded.passOn(
                    scope,
                    sum,
                    gradient -> backward(gradient, recorded),
                    recorded.stream().flatMap(Recorded::tensors).toArray(Tensor[]::new));
        }
    }

    private List<Recorded> forwardInner(Tensor x, PassInputs inputs) {
        List<Recorded> recorded = new ArrayList<>();
        Tensor current = x;
        for (DecoderStep step : inner) {
            recorded.add(step.forward(current, inputs));
            current = last(recorded);
        }
        return recorded;
    }

    private Tensor backward(Tensor gradient, List<Recorded> recorded) {
        Tensor current = output.backward(gradient, last(recorded));
        for (int i = recorded.size() - 1; i >= 0; i--) {
            Tensor before = recorded.get(i).backward(current);
            current.close();
            current = before;
        }
        return current.add_(gradient);
    }

    private static Tensor last(List<Recorded> recorded) {
        return recorded.get(recorded.size() - 1).output();
    }
}
