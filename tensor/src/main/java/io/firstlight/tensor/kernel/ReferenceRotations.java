package io.firstlight.tensor.kernel;

import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.kernel.RotaryShape.Pairing;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Rotations in plain operators, for every device, precision and pairing. n rotated pairs.
 *
 * @param cosines [N, 1, n]
 * @param sines [N, 1, n]
 */
public record ReferenceRotations(RotaryShape shape, Tensor cosines, Tensor sines) implements Rotations {
    /**
     * Splits a table's rows.
     *
     * @param cosinesAndSines [N, W/2, 2], of which the first n pairs rotate
     */
    static ReferenceRotations of(RotaryShape shape, Tensor cosinesAndSines) {
        Tensor rotated = cosinesAndSines.narrow(1, 0, shape.rotatedPairs()).unsqueeze(1);
        return new ReferenceRotations(
                shape, rotated.select(3, 0).contiguous(), rotated.select(3, 1).contiguous());
    }

    @Override
    public void rotateInPlace(Tensor heads) {
        rotateInPlace(heads, sines);
    }

    @Override
    public void rotateBackInPlace(Tensor heads) {
        try (TensorScope scope = TensorScope.open()) {
            rotateInPlace(heads, sines.neg());
        }
    }

    private void rotateInPlace(Tensor heads, Tensor signedSines) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor first = first(heads);
            Tensor second = second(heads);
            Tensor rotatedFirst = first.mul(cosines).sub(second.mul(signedSines));
            second.copy_(first.mul(signedSines).add(second.mul(cosines)));
            first.copy_(rotatedFirst);
        }
    }

    /** The rotated heads [N, H, W], in operators that autograd can differentiate. */
    public Tensor formula(Tensor heads) {
        Tensor first = first(heads);
        Tensor second = second(heads);
        TensorVector rotated = new TensorVector(
                first.mul(cosines).sub(second.mul(sines)), first.mul(sines).add(second.mul(cosines)));
        long rotatedWidth = 2L * shape.rotatedPairs();
        Tensor joined =
                shape.pairing() == Pairing.ADJACENT ? torch.stack(rotated, 3).flatten(2, 3) : torch.cat(rotated, 2);
        return rotatedWidth == heads.size(2)
                ? joined
                : torch.cat(new TensorVector(joined, heads.narrow(2, rotatedWidth, heads.size(2) - rotatedWidth)), 2);
    }

    /** The first elements of the pairs, a view [N, H, n]. */
    private Tensor first(Tensor heads) {
        return shape.pairing() == Pairing.ADJACENT ? pairs(heads).select(3, 0) : heads.narrow(2, 0, rotatedPairs());
    }

    /** The second elements of the pairs, a view [N, H, n]. */
    private Tensor second(Tensor heads) {
        return shape.pairing() == Pairing.ADJACENT
                ? pairs(heads).select(3, 1)
                : heads.narrow(2, rotatedPairs(), rotatedPairs());
    }

    private Tensor pairs(Tensor heads) {
        return heads.unflatten(2, new long[] {heads.size(2) / 2, 2}).narrow(2, 0, rotatedPairs());
    }

    private long rotatedPairs() {
        return shape.rotatedPairs();
    }
}
