package io.firstlight.tensor.kernel;

import org.bytedeco.pytorch.Tensor;

/** The rotations of the heads at each of N positions. H heads of width W. */
public interface Rotations {
    /** Rotates the heads [N, H, W] by their positions, in place. */
    void rotateInPlace(Tensor heads);

    /** Undoes {@link #rotateInPlace}, which is also the gradient of it. */
    void rotateBackInPlace(Tensor heads);
}
