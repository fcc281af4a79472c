package io.firstlight.eval.score;

import io.firstlight.core.sequence.ImageInputs;
import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.model.vlm.VisionLanguageModel;
import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.ParallelParts;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A {@link VisionLanguageModel} as scorers see it. Only asked positions are projected to the vocabulary, in chunks, and
 * only asked log-probabilities leave libtorch. The model stays the caller's.
 */
public final class VisionLanguageNextTokens implements NextTokenModel {
    /** Logits of one chunk take this many float32 values at most (4 MiB); each thread has a chunk of its own. */
    private static final int CHUNK_VALUES = 1 << 20;

    private final VisionLanguageModel model;

    public VisionLanguageNextTokens(VisionLanguageModel model) {
        this.model = model;
    }

    private int vocabularySize() {
        return model.config().decoder().vocabularySize();
    }

    @Override
    public boolean readsImages() {
        return model.readsImages();
    }

    @Override
    public float[] logProbabilities(PackedTokens tokens, ImageInputs images, Queries queries) {
        int[] positions = Arrays.stream(queries.positions()).distinct().toArray();
        float[] found = new float[queries.positions().length];
        int chunkPositions = Math.max(1, CHUNK_VALUES / vocabularySize());
        int chunks = (positions.length + chunkPositions - 1) / chunkPositions;
        int[] firstQuery = new int[chunks + 1];
        for (int c = 0, query = 0; c < chunks; c++) {
            firstQuery[c] = query;
            int last = positions[Math.min((c + 1) * chunkPositions, positions.length) - 1];
            while (query < found.length && queries.positions()[query] <= last) {
                query++;
            }
            firstQuery[c + 1] = query;
        }
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            Tensor hidden = model.hiddenStates(tokens, images); // [B*T, D]
            ParallelParts.run(chunks, c -> {
                int[] chunk = Arrays.copyOfRange(
                        positions, c * chunkPositions, Math.min((c + 1) * chunkPositions, positions.length));
                float[] part = chunk(hidden, chunk, queries, firstQuery[c], firstQuery[c + 1]);
                System.arraycopy(part, 0, found, firstQuery[c], part.length);
            });
        }
        return found;
    }

    /** The answers to queries {@code begin .. end-1}, whose positions are those of {@code positions}. */
    private float[] chunk(Tensor hidden, int[] positions, Queries queries, int begin, int end) {
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            Tensor logits = model.head()
                    .logits(hidden.index_select(
                            0, Tensors.of(model.placement(), positions, positions.length))); // [P, V]
            Tensor normaliser = torch.logsumexp(logits, new long[] {1}, false); // [P]
            long[] row = new long[end - begin];
            long[] cell = new long[end - begin];
            for (int q = begin, p = 0; q < end; q++) {
                while (positions[p] < queries.positions()[q]) {
                    p++;
                }
                row[q - begin] = p;
                cell[q - begin] = (long) p * vocabularySize() + queries.tokenIds()[q];
            }
            Tensor asked = logits.view(-1).index_select(0, Tensors.of(model.placement(), cell, cell.length));
            return Tensors.floats(
                    asked.sub(normaliser.index_select(0, Tensors.of(model.placement(), row, row.length))));
        }
    }

    @Override
    public float[] distribution(PackedTokens tokens, ImageInputs images, int position) {
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            Tensor hidden = model.hiddenStates(tokens, images).narrow(0, position, 1);
            return Tensors.floats(model.head().logits(hidden).log_softmax(1));
        }
    }
}
