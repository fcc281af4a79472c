package io.firstlight.model.decoder.step;

import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.kernel.BatchAttention;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Causal attention within documents: from queries, keys and values [N, (H+2K)*W] to mixed values [N, H*W]. */
public record AttentionStep(AttentionShape shape) implements DecoderStep {
    @Override
    public Tensor formula(Tensor x, PassInputs inputs) {
        return inputs.formulaAttention().formula(shape.split(x, inputs));
    }

    @Override
    public Recorded forward(Tensor x, PassInputs inputs) {
        try (TensorScope scope = TensorScope.open()) {
            BatchAttention.Mixed mixed = inputs.attention().forward(shape.split(x, inputs));
            return Recorded.passOn(
                    scope,
                    mixed.rows(),
                    gradient -> {
                        // Written where the product with the weight reads it: autograd would join three copies.
                        Tensor projectedGradient = torch.empty_like(x);
                        inputs.attention()
                                .backwardInto(
                                        shape.split(projectedGradient, inputs),
                                        gradient,
                                        mixed,
                                        shape.split(x, inputs));
                        return projectedGradient;
                    },
                    mixed.saved().toArray(Tensor[]::new));
        }
    }
}
