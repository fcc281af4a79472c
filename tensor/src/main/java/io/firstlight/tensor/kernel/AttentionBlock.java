package io.firstlight.tensor.kernel;

import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Neighbouring queries of every row, {@code begin .. begin+size-1}, which see no key after the last of them. B rows, T
 * columns.
 *
 * @param mask which of the keys {@code 0 .. begin+size-1} each query sees
 */
record AttentionBlock(long begin, long size, Mask mask) {
    /**
     * libtorch's kernel reads this many keys at a time; it skips them if all come after the query and it has no mask.
     */
    private static final int KERNEL_KEYS = 512;
    /** Fewer queries give the kernel too little work at once, more make it read keys that are masked (docs/LOG.md). */
    private static final int QUERIES = 64;
    /** Above {@link #KERNEL_KEYS} columns, where the kernel takes more queries at once. */
    private static final int QUERIES_OF_LONG_ROWS = 256;

    sealed interface Mask {
        /** All keys up to the query itself; the block begins at 0. */
        record Causal() implements Mask {}

        /**
         * Some keys up to the query itself.
         *
         * @param added to the scores, 0 where a query sees a key and -inf where not: [size, begin+size] or [B, 1, size,
         *     begin+size] float32
         */
        record Additive(Tensor added) implements Mask {}
    }

    /** The blocks of {@code packed} from the first to the last query, in the caller's scope. */
    static List<AttentionBlock> of(Placement placement, PackedTokens packed) {
        int rows = packed.rows();
        int columns = packed.columns();
        int[] documents = packed.layout().documentIds();
        return wholeRows(documents, rows, columns)
                ? ofWholeRows(placement, columns)
                : ofDocuments(documentMask(placement, packed), columns);
    }

    /** 0 where a query sees a key and -inf where not: [B, 1, T, T], in the caller's scope. */
    static Tensor documentMask(Placement placement, PackedTokens packed) {
        int rows = packed.rows();
        int columns = packed.columns();
        float[] added = withinDocuments(packed.layout().documentIds(), rows, columns);
        return Tensors.of(placement, added, rows, 1, columns, columns);
    }

    private static List<AttentionBlock> ofWholeRows(Placement placement, int columns) {
        if (columns <= QUERIES || columns > KERNEL_KEYS) {
            return List.of(new AttentionBlock(0, columns, new Mask.Causal()));
        }
        List<AttentionBlock> blocks = new ArrayList<>();
        blocks.add(new AttentionBlock(0, QUERIES, new Mask.Causal()));
        // One triangle for all: a block sees everything before it, so its mask is the end of the last block's mask.
        int before = (columns - 1) / QUERIES * QUERIES;
        Tensor triangle = triangle(placement, before);
        for (int begin = QUERIES; begin < columns; begin += QUERIES) {
            int size = Math.min(QUERIES, columns - begin);
            Tensor added = triangle.narrow(0, 0, size).narrow(1, before - begin, begin + size);
            blocks.add(new AttentionBlock(begin, size, new Mask.Additive(added)));
        }
        return blocks;
    }

    /** For a whole block after {@code before} keys: [QUERIES, before+QUERIES]. */
    private static Tensor triangle(Placement placement, int before) {
        int width = before + QUERIES;
        float[] added = new float[QUERIES * width];
        for (int query = 0; query < QUERIES; query++) {
            Arrays.fill(added, query * width + before + query + 1, (query + 1) * width, Float.NEGATIVE_INFINITY);
        }
        return Tensors.of(placement, added, QUERIES, width);
    }

    private static List<AttentionBlock> ofDocuments(Tensor added, int columns) {
        int queries = columns <= KERNEL_KEYS ? QUERIES : QUERIES_OF_LONG_ROWS;
        List<AttentionBlock> blocks = new ArrayList<>();
        for (int begin = 0; begin < columns; begin += queries) {
            int size = Math.min(queries, columns - begin);
            blocks.add(new AttentionBlock(
                    begin, size, new Mask.Additive(added.narrow(2, begin, size).narrow(3, 0, begin + size))));
        }
        return blocks;
    }

    /** [B*T*T] */
    private static float[] withinDocuments(int[] documents, int rows, int columns) {
        float[] added = new float[rows * columns * columns];
        Arrays.fill(added, Float.NEGATIVE_INFINITY);
        for (int row = 0; row < rows; row++) {
            for (int query = 0; query < columns; query++) {
                int document = documents[row * columns + query];
                int base = (row * columns + query) * columns;
                // Padding attends to itself alone: a row of the mask without any 0 would make the softmax NaN.
                added[base + query] = 0;
                for (int key = query - 1;
                        document != PackedTokens.PADDING && key >= 0 && documents[row * columns + key] == document;
                        key--) {
                    added[base + key] = 0;
                }
            }
        }
        return added;
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
