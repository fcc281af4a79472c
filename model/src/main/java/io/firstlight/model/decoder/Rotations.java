package io.firstlight.model.decoder;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * How far the heads at each of N positions turn.
 *
 * @param forward and back [N, 1, headWidth/2] complex64, one the conjugate of the other
 */
record Rotations(Tensor forward, Tensor back) {
    /** @param heads [N, heads, headWidth] */
    void turnInPlace(Tensor heads) {
        complex(heads).mul_(forward);
    }

    /** Undoes {@link #turnInPlace}, which is also the way of a gradient back through it. */
    void turnBackInPlace(Tensor heads) {
        complex(heads).mul_(back);
    }

    private static Tensor complex(Tensor heads) {
        return torch.view_as_complex(heads.unflatten(2, new long[] {heads.size(2) / 2, 2}));
    }
}
