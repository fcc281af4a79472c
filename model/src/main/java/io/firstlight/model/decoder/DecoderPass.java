package io.firstlight.model.decoder;

import org.bytedeco.pytorch.Tensor;

/** A forward pass of a decoder that can go backward once, in the scope in which it was made. N = B*T rows, D width. */
public interface DecoderPass {
    /** Hidden states after the final norm, [N, D]. */
    Tensor hidden();

    /**
     * Adds to the gradient of everything that trains. Frees the hidden states and all that was saved.
     *
     * @param gradient of the loss with respect to {@link #hidden}, [N, D]; unchanged
     * @throws IllegalArgumentException if it has another shape
     * @throws IllegalStateException the second time
     */
    void backward(Tensor gradient);
}
