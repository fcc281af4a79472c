package io.firstlight.tensor.kernel;

import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.kernel.RotaryShape.Pairing;
import org.bytedeco.pytorch.Tensor;

/**
 * Cosines and sines of a rotary position embedding, for as many positions as were asked for. Held in the master's
 * precision whatever the model computes in: a bfloat16 table shifts phases by up to 2.5 rad at position 2047. Owns its
 * native memory. Threads may ask at the same time; the table grows for one of them.
 */
public final class RotaryTable implements AutoCloseable {
    private final RotaryShape shape;
    private final Placement placement;
    private Tensor table; // [positions, W/2, 2]
    private int numPositions;

    public RotaryTable(RotaryShape shape, Placement placement) {
        this.shape = shape;
        this.placement = placement;
    }

    /** Rotations for {@code positions} [N] int64 below {@code limit}, in the caller's scope. */
    public Rotations at(Tensor positions, int limit) {
        return shape.pairing() == Pairing.ADJACENT && Kernels.rotatesByComplexProducts(placement)
                ? ComplexRotations.of(rows(positions, limit))
                : referenceAt(positions, limit);
    }

    /** The same rotations in plain operators. */
    public ReferenceRotations referenceAt(Tensor positions, int limit) {
        return ReferenceRotations.of(shape, rows(positions, limit));
    }

    private synchronized Tensor rows(Tensor positions, int limit) {
        if (limit > numPositions) {
            grow(Math.max(limit, 2 * numPositions));
        }
        return table.index_select(0, positions);
    }

    private void grow(int positions) {
        int half = shape.headWidth() / 2;
        int pairs = shape.rotatedPairs();
        double[] values = new double[positions * half * 2];
        for (int p = 0; p < positions; p++) {
            for (int i = 0; i < half; i++) {
                double angle = i < pairs ? p * Math.pow(shape.base(), -(double) i / pairs) : 0;
                values[(p * half + i) * 2] = Math.cos(angle);
                values[(p * half + i) * 2 + 1] = Math.sin(angle);
            }
        }
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            Tensor grown = scope.keep(Tensors.constants(placement, values, positions, half, 2));
            close();
            table = grown;
            numPositions = positions;
        }
    }

    @Override
    public synchronized void close() {
        if (table != null) {
            table.close();
            table = null;
            numPositions = 0;
        }
    }
}
