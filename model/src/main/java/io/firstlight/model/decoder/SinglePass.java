package io.firstlight.model.decoder;

import io.firstlight.tensor.Tensors;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/** What every pass checks before it goes backward. */
abstract class SinglePass implements DecoderPass {
    private boolean done;

    @Override
    public final void backward(Tensor gradient) {
        if (done) {
            throw new IllegalStateException(
                    "this pass has gone backward already; every backward pass needs a forward" + " pass of its own");
        }
        // Kernels would read past the end of a smaller gradient without an error.
        long[] expected = Tensors.shape(hidden());
        if (!Arrays.equals(Tensors.shape(gradient), expected)) {
            throw new IllegalArgumentException("the gradient of hidden states " + Arrays.toString(expected)
                    + " has the shape " + Arrays.toString(Tensors.shape(gradient)));
        }
        done = true;
        backwardOnce(gradient);
    }

    abstract void backwardOnce(Tensor gradient);
}
