package io.firstlight.tensor.parameter;

import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.ParallelParts;
import io.firstlight.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;

/**
 * A flat vector in chunks of fixed length, for operations that go over memory once: chunks run on several threads, and
 * stay in a core's cache between two operations on them. The chunks depend on the vector's length alone.
 */
public final class FlatChunks {
    /** Half a megabyte of float32. */
    private static final long ELEMENTS = 1L << 17;

    private FlatChunks() {}

    /** The elements {@code begin .. begin+size-1}. */
    public record Chunk(long begin, long size) {}

    /** Something done to a chunk, in a scope of its own and without recording gradients. */
    @FunctionalInterface
    public interface ChunkAction {
        /** Does it to chunk number {@code index}. */
        void accept(int index, Chunk chunk);
    }

    /** The chunks of the elements {@code begin .. begin+size-1}, in their order. */
    public static List<Chunk> of(long begin, long size) {
        List<Chunk> chunks = new ArrayList<>();
        for (long at = 0; at < size; at += ELEMENTS) {
            chunks.add(new Chunk(begin + at, Math.min(ELEMENTS, size - at)));
        }
        return chunks;
    }

    /** Does {@code action} to each of {@code chunks}, several at a time. */
    public static void forEach(List<Chunk> chunks, ChunkAction action) {
        ParallelParts.run(chunks.size(), i -> {
            try (TensorScope scope = TensorScope.open();
                    GradMode mode = GradMode.off()) {
                action.accept(i, chunks.get(i));
            }
        });
    }
}
