package io.firstlight.model.decoder;

import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.TensorScope;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A forward pass of the decoder that can go back once, in the scope in which it was made. N = B*T rows, D width. */
public final class DecoderPass {
    private final Tensor embedded;
    private final List<Recorded> steps;
    private boolean done;

    /** @param embedded [N, D], recorded by autograd, which takes the gradient from there to embedding, projector and encoder */
    DecoderPass(Tensor embedded, List<Recorded> steps) {
        this.embedded = embedded;
        this.steps = steps;
    }

    /** Hidden states after the final norm, [N, D] float32. */
    public Tensor hidden() {
        return steps.get(steps.size() - 1).output();
    }

    /**
     * Adds to the gradient of everything that trains. Frees the hidden states and all that was saved.
     *
     * @param gradient of the loss with respect to {@link #hidden}, [N, D]
     */
    public void backward(Tensor gradient) {
        if (done) {
            throw new IllegalStateException("this pass has gone back already; every backward pass needs a forward pass of its own");
        }
        done = true;
        try (TensorScope scope = TensorScope.open()) {
            Tensor current = gradient;
            try (GradMode mode = GradMode.off()) {
                for (int i = steps.size() - 1; i >= 0; i--) {
                    Tensor next = steps.get(i).backward(current);
                    if (current != gradient) {
                        current.close();
                    }
                    current = next;
                }
            }
            if (embedded.requires_grad()) {
                embedded.backward(current, null, false, null);
            }
        }
    }
}
