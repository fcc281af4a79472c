package io.firstlight.model.decoder.step;

import io.firstlight.tensor.TensorScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Rotates queries and keys by their positions, in place, in [N, (H+2K)*W]. */
public record RotaryStep(AttentionShape shape) implements DecoderStep {
    @Override
    public Tensor formula(Tensor x, PassInputs inputs) {
        Tensor rotated =
                inputs.formulaRotations().formula(shape.queriesAndKeys(x)).flatten(1, 2);
        return torch.cat(new TensorVector(rotated, x.narrow(1, rotated.size(1), x.size(1) - rotated.size(1))), 1);
    }

    /** The output is {@code x}, overwritten. */
    @Override
    public Recorded forward(Tensor x, PassInputs inputs) {
        try (TensorScope scope = TensorScope.open()) {
            inputs.rotations().rotateInPlace(shape.queriesAndKeys(x));
            return Recorded.passOn(scope, new Tensor(x), gradient -> {
                inputs.rotations().rotateBackInPlace(shape.queriesAndKeys(gradient));
                return new Tensor(gradient);
            });
        }
    }
}
