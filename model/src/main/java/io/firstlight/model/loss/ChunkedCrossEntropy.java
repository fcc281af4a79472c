package io.firstlight.model.loss;

import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.kernel.Kernels;
import io.firstlight.tensor.kernel.LossChunkKernel;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Cross-entropy after a projection to the vocabulary, in chunks of rows: [tokens, vocabulary] is never held whole, only
 * rows with a target are projected, and the gradient is computed in the same pass (the loss is a sum, so its gradient
 * needs nothing from later chunks). N rows, M targets, D width, V vocabulary.
 */
public final class ChunkedCrossEntropy {
    /**
     * Logits of one chunk take this many values at most, 32 MiB of float32: fewer rows cost their products speed
     * (docs/LOG.md).
     */
    private static final long CHUNK_VALUES = 1L << 23;

    private final Placement placement;
    private final LossChunkKernel kernel;

    public ChunkedCrossEntropy(Placement placement) {
        this.placement = placement;
        this.kernel = Kernels.lossChunk(placement);
    }

    /**
     * A loss and its gradient.
     *
     * @param sum of the losses, unscaled, in nats
     * @param hidden the gradient of the scaled sum, [N, D], 0 in rows without a target
     */
    public record Gradient(double sum, Tensor hidden) {}

    /**
     * The gradient of {@code scale * sum of losses}, in the caller's scope; that of the weight is added to its own, if
     * it trains.
     *
     * @param hidden [N, D]
     * @param weight [V, D]
     * @param targets of M rows
     * @param scale 1 over the number of targets in the whole global batch
     */
    public Gradient gradient(Tensor hidden, Tensor weight, Targets targets, double scale) {
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            Tensor rows = Tensors.of(placement, targets.rows, targets.size());
            Tensor values = hidden.index_select(0, rows);
            Tensor gradient = torch.empty_like(values);
            double sum = forEachChunk(values, weight, targets, (begin, size, probabilities, targetColumn) -> {
                Tensor error = kernel.logitsGradient(probabilities, targetColumn);
                torch.mm_out(gradient.narrow(0, begin, size), error, weight);
                if (weight.requires_grad()) {
                    weight.grad().addmm_(error.t(), values.narrow(0, begin, size), new Scalar(1), new Scalar(scale));
                }
            });
            // Scaled here, where it is [M, D], and not as [M, V] above.
            gradient.mul_(new Scalar(scale));
            return new Gradient(sum, scope.passOn(torch.zeros_like(hidden).index_copy_(0, rows, gradient)));
        }
    }

    /** The sum of losses without gradients, for validation. */
    public double sum(Tensor hidden, Tensor weight, Targets targets) {
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            Tensor values = hidden.index_select(0, Tensors.of(placement, targets.rows, targets.size()));
            return forEachChunk(values, weight, targets, (begin, size, probabilities, targetColumn) -> {});
        }
    }

    /** Rows with a target and their targets. */
    public record Targets(int[] rows, int[] targets) {
        public Targets {
            if (rows.length != targets.length || rows.length == 0) {
                throw new IllegalArgumentException("a loss needs as many targets as rows and at least one, found "
                        + rows.length + " rows and " + targets.length + " targets");
            }
        }

        /** From one target per row of [N], {@code none} where there is none. */
        public static Targets of(int[] targetOrNone, int none) {
            int[] rows = IntStream.range(0, targetOrNone.length)
                    .filter(i -> targetOrNone[i] != none)
                    .toArray();
            return new Targets(
                    rows, Arrays.stream(rows).map(i -> targetOrNone[i]).toArray());
        }

        public int size() {
            return rows.length;
        }
    }

    private interface ChunkAction {
        void accept(long begin, long size, Tensor probabilities, Tensor targetColumn);
    }

    private double forEachChunk(Tensor values, Tensor weight, Targets targets, ChunkAction action) {
        long chunkRows = Math.max(1, CHUNK_VALUES / weight.size(0));
        Tensor target = Tensors.of(placement, targets.targets, targets.size(), 1);
        double sum = 0;
        for (long begin = 0; begin < targets.size(); begin += chunkRows) {
            long size = Math.min(chunkRows, targets.size() - begin);
            try (TensorScope chunk = TensorScope.open()) {
                Tensor column = target.narrow(0, begin, size);
                LossChunkKernel.Chunk found = kernel.forward(values.narrow(0, begin, size), weight, column);
                sum += found.sum();
                action.accept(begin, size, found.probabilities(), column);
            }
        }
        return sum;
    }
}
