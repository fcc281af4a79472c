package io.firstlight.model.decoder;

import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.tensor.Tensors;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/**
 * The parts of {@link PackedTokens} that a decoder reads, as tensors in the caller's scope.
 *
 * @param positions [B*T] int64, position within the document
 * @param mask      which keys a query sees
 */
record DecoderInput(int rows, int columns, Tensor positions, Mask mask) {
    /** libtorch's kernel looks at this many keys at a time and skips those that all lie in the future. */
    private static final int KERNEL_KEYS = 512;

    /** Added to the scores of attention: 0 where a query sees a key and -inf where not. */
    sealed interface Mask {
        /** How many of a row's queries attention takes at once, so that it need not look at all keys for each (docs/LOG.md). */
        int queriesOfABlock();

        /**
         * For queries {@code begin .. begin+size-1} and all keys up to the last of them, broadcastable to
         * [B, H, size, begin+size] float32; empty where the kernel's own causal mask does.
         */
        Optional<Tensor> of(long begin, long size);

        /**
         * Every row is one whole document.
         *
         * @param triangle [block, T rounded up to whole blocks] float32: all is seen but the future within the last square; empty
         *                 when the first block, which needs no mask, is the only one
         */
        record Causal(int queriesOfABlock, Optional<Tensor> triangle) implements Mask {
            @Override
            public Optional<Tensor> of(long begin, long size) {
                return begin == 0 ? Optional.empty() : triangle.map(whole -> {
                    long seenByAll = whole.size(1) - whole.size(0);
                    return whole.narrow(0, 0, size).narrow(1, seenByAll - begin, begin + size);
                });
            }
        }

        /** @param additive [B, 1, T, T] float32 */
        record Documents(int queriesOfABlock, Tensor additive) implements Mask {
            @Override
            public Optional<Tensor> of(long begin, long size) {
                return Optional.of(additive.narrow(2, begin, size).narrow(3, 0, begin + size));
            }
        }
    }

    static DecoderInput of(PackedTokens packed) {
        int size = packed.rows() * packed.columns();
        return new DecoderInput(packed.rows(), packed.columns(), Tensors.of(packed.layout().positions(), size), mask(packed));
    }

    private static Mask mask(PackedTokens packed) {
        int rows = packed.rows();
        int columns = packed.columns();
        int[] documents = packed.layout().documentIds();
        if (wholeRows(documents, rows, columns)) {
            int block = columns <= KERNEL_KEYS ? 64 : columns;
            return new Mask.Causal(block, columns <= block ? Optional.empty() : Optional.of(triangle(block, columns)));
        }
        return new Mask.Documents(columns <= KERNEL_KEYS ? 64 : 256,
                Tensors.of(withinDocuments(documents, rows, columns), rows, 1, columns, columns));
    }

    private static Tensor triangle(int block, int columns) {
        int width = (columns + block - 1) / block * block;
        float[] additive = new float[block * width];
        for (int query = 0; query < block; query++) {
            Arrays.fill(additive, query * width + width - block + query + 1, (query + 1) * width, Float.NEGATIVE_INFINITY);
        }
        return Tensors.of(additive, block, width);
    }

    private static float[] withinDocuments(int[] documents, int rows, int columns) {
        float[] additive = new float[rows * columns * columns];
        Arrays.fill(additive, Float.NEGATIVE_INFINITY);
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
        return additive;
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
