package io.firstlight.model.vision;

import org.bytedeco.pytorch.Tensor;

/** A training pass of an image encoder that can go backward once, in the scope in which it was made. */
public interface EncoderPass {
    /** The visual tokens, [V, W], image by image. */
    Tensor tokens();

    /**
     * Adds to the gradient of every parameter of the encoder that trains.
     *
     * @param gradient of the loss with respect to {@link #tokens}, [V, W]
     */
    void backward(Tensor gradient);
}
