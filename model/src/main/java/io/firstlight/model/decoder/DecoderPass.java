package io.firstlight.model.decoder;

import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** A forward pass of the decoder that can go back once, in the scope in which it was made. N = B*T rows, D width. */
public final class DecoderPass {
    private final Tensor embedded;
    private final List<Recorded> steps;
    private boolean done;

    /**
     * @param embedded [N, D], recorded by autograd, which takes the gradient from there to embedding, projector and
     *     encoder
     */
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
     * @throws IllegalArgumentException if it has another shape: the kernels would read past its end without a word
     * @throws IllegalStateException the second time
     */
    public void backward(Tensor gradient) {
        if (done) {
            throw new IllegalStateException(
                    "this pass has gone back already; every backward pass needs a forward pass of its own");
        }
        long[] expected = Tensors.shape(hidden());
        if (!Arrays.equals(Tensors.shape(gradient), expected)) {
            throw new IllegalArgumentException("the gradient of hidden states " + Arrays.toString(expected)
                    + " has the shape " + Arrays.toString(Tensors.shape(gradient)));
        }
        done = true;
        try (TensorScope scope = TensorScope.open()) {
            Tensor current = gradient.contiguous(); // the norm's kernel takes it for contiguous without asking
            try (GradMode mode = GradMode.off()) {
                for (int i = steps.size() - 1; i >= 0; i--) {
                    Tensor next = steps.get(i).backward(current);
                    current.close();
                    current = next;
                }
            }
            if (embedded.requires_grad()) {
                embedded.backward(current, null, false, null);
            }
        }
    }
}
