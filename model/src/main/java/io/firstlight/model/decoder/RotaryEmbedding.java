package io.firstlight.model.decoder;

import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Rotary position embedding (Su et al., arXiv 2104.09864), base 10000, over adjacent pairs: pair i of the {@code n}
 * that turn turns by {@code p * base^(-i/n)} at position p, the others never. The table is float32 whatever the model
 * computes in: a bfloat16 table shifts phases by up to 2.5 rad at position 2047. As one complex product it costs one
 * kernel instead of seven.
 */
final class RotaryEmbedding implements AutoCloseable {
    private static final double BASE = 10_000;
    private final int headWidth;
    private final int turningPairs;
    private Tensor table; // [positions, headWidth/2] complex64
    private int numPositions;

    /** @param share of the head's pairs that turn, a whole number of them */
    RotaryEmbedding(int headWidth, double share) {
        this.headWidth = headWidth;
        int pairs = headWidth / 2;
        this.turningPairs = (int) Math.round(pairs * share);
    }

    /** Rotations for {@code positions} [N] int64 below {@code limit}, in the caller's scope. */
    Rotations rotations(Tensor positions, int limit) {
        if (limit > numPositions) {
            grow(Math.max(limit, 2 * numPositions));
        }
        Tensor forward = table.index_select(0, positions).unsqueeze(1);
        return new Rotations(forward, forward.conj().resolve_conj());
    }

    private void grow(int positions) {
        int half = headWidth / 2;
        float[] values = new float[positions * half * 2];
        for (int p = 0; p < positions; p++) {
            for (int i = 0; i < half; i++) {
                double angle = i < turningPairs ? p * Math.pow(BASE, -(double) i / turningPairs) : 0;
                values[(p * half + i) * 2] = (float) Math.cos(angle);
                values[(p * half + i) * 2 + 1] = (float) Math.sin(angle);
            }
        }
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            Tensor grown = scope.keep(torch.view_as_complex(Tensors.of(values, positions, half, 2)));
            close();
            table = grown;
            numPositions = positions;
        }
    }

    @Override
    public void close() {
        if (table != null) {
            table.close();
            table = null;
            numPositions = 0;
        }
    }
}
