package io.firstlight.model.decoder;

import io.firstlight.model.decoder.step.Recorded;
import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.TensorScope;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A pass of recorded steps, each with its backward function. */
final class RecordedPass extends SinglePass {
    private final Tensor inputs;
    private final List<Recorded> steps;

    /**
     * Takes what the forward computation recorded.
     *
     * @param inputs [N, D]; autograd takes the gradient from there to embedding, projector and encoder
     * @param steps in the order they ran; at least one
     */
    RecordedPass(Tensor inputs, List<Recorded> steps) {
        this.inputs = inputs;
        this.steps = steps;
    }

    @Override
    public Tensor hidden() {
        return steps.get(steps.size() - 1).output();
    }

    @Override
    void backwardOnce(Tensor gradient) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor current = gradient.contiguous(); // the norm's kernel assumes it without a check
            try (GradMode mode = GradMode.off()) {
                for (int i = steps.size() - 1; i >= 0; i--) {
                    Tensor before = steps.get(i).backward(current);
                    current.close();
                    current = before;
                }
            }
            if (inputs.requires_grad()) {
                inputs.backward(current, null, false, null);
            }
        }
    }
}
