package io.firstlight.model.decoder;

import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * The parts of {@link PackedTokens} that a decoder reads, as tensors in the caller's scope.
 *
 * @param tokenIds  [B*T] int64
 * @param positions [B*T] int64, position within the document
 * @param mask      [B, 1, T, T] float32, 0 where attention is allowed and -inf where not; {@link Mask.Causal} when every
 *                  row is one whole document, which needs no mask tensor
 */
record DecoderInput(int rows, int columns, Tensor tokenIds, Tensor positions, Mask mask) {
    sealed interface Mask {
        record Causal() implements Mask {}

        record Documents(Tensor additive) implements Mask {}
    }

    static DecoderInput of(PackedTokens packed) {
        int size = packed.rows() * packed.columns();
        return new DecoderInput(packed.rows(), packed.columns(), Tensors.of(packed.tokenIds(), size),
                Tensors.of(packed.layout().positions(), size), mask(packed));
    }

    private static Mask mask(PackedTokens packed) {
        int rows = packed.rows();
        int columns = packed.columns();
        int[] documents = packed.layout().documentIds();
        if (wholeRows(documents, rows, columns)) {
            return new Mask.Causal();
        }
        float[] additive = new float[rows * columns * columns];
        java.util.Arrays.fill(additive, Float.NEGATIVE_INFINITY);
        for (int row = 0; row < rows; row++) {
            for (int query = 0; query < columns; query++) {
                int document = documents[row * columns + query];
                int base = (row * columns + query) * columns;
                // Padding attends to itself alone: a row of the mask without any 0 would make the softmax NaN.
                additive[base + query] = 0;
                for (int key = query - 1; document != PackedTokens.PADDING && key >= 0
                        && documents[row * columns + key] == document; key--) {
                    additive[base + key] = 0;
                }
            }
        }
        return new Mask.Documents(Tensors.of(additive, rows, 1, columns, columns));
    }

    private static boolean wholeRows(int[] documents, int rows, int columns) {
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int document = documents[row * columns + column];
                if (document == PackedTokens.PADDING || document != documents[row * columns]) {
                    return false;
                }
            }
        }
        return true;
    }
}
