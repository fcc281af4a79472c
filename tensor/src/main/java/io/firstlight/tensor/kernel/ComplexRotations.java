package io.firstlight.tensor.kernel;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Rotations of adjacent pairs as complex products: one operator where plain ones take seven.
 *
 * @param forward and back [N, 1, W/2] complex, one the conjugate of the other
 */
record ComplexRotations(Tensor forward, Tensor back) implements Rotations {
    static ComplexRotations of(Tensor cosinesAndSines) {
        Tensor forward = torch.view_as_complex(cosinesAndSines).unsqueeze(1);
        return new ComplexRotations(forward, forward.conj().resolve_conj());
    }

    @Override
    public void rotateInPlace(Tensor heads) {
        complex(heads).mul_(forward);
    }

    @Override
    public void rotateBackInPlace(Tensor heads) {
        complex(heads).mul_(back);
    }

    private static Tensor complex(Tensor heads) {
        return torch.view_as_complex(heads.unflatten(2, new long[] {heads.size(2) / 2, 2}));
    }
}
