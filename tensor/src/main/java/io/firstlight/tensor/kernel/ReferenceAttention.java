package io.firstlight.tensor.kernel;

import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.device.Placement;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Attention in plain operators, with the whole matrix of weights in memory: for every device and precision, and the
 * oracle of faster versions. Letters as in {@link BatchAttention}.
 */
public final class ReferenceAttention implements AttentionKernel {
    private final Placement placement;

    public ReferenceAttention(Placement placement) {
        this.placement = placement;
    }

    @Override
    public WholeMatrix prepare(PackedTokens tokens) {
        return new WholeMatrix(AttentionBlock.documentMask(placement, tokens));
    }

    @Override
    public void close() {
        // Holds nothing.
    }

    /** Attention of one batch under one mask. */
    public static final class WholeMatrix implements BatchAttention {
        private final Tensor mask; // [B, 1, T, T]

        private WholeMatrix(Tensor mask) {
            this.mask = mask;
        }

        /** Saves the attention weights, [B, H, T, T]. */
        @Override
        public Mixed forward(Heads heads) {
            try (TensorScope scope = TensorScope.open()) {
                Tensor weights = weights(heads);
                return new Mixed(scope.passOn(rows(weights, heads)), List.of(scope.passOn(weights)));
            }
        }

        /** As {@link #forward}, in operators that autograd can differentiate: [B*T, H*W]. */
        public Tensor formula(Heads heads) {
            return rows(weights(heads), heads);
        }

        private Tensor weights(Heads heads) {
            return heads.queries()
                    .matmul(repeated(heads.keys(), heads).transpose(2, 3))
                    .mul(new Scalar(scale(heads)))
                    .add(mask)
                    .softmax(3);
        }

        private static Tensor rows(Tensor weights, Heads heads) {
            Tensor perHead = weights.matmul(repeated(heads.values(), heads)); // [B, H, T, W]
            return perHead.transpose(1, 2)
                    .reshape(perHead.size(0) * perHead.size(2), perHead.size(1) * perHead.size(3));
        }

        @Override
        public void backwardInto(Heads gradients, Tensor mixedGradient, Mixed mixed, Heads heads) {
            try (TensorScope scope = TensorScope.open()) {
                Tensor queries = heads.queries();
                Tensor weights = mixed.saved().get(0);
                Tensor outputGradient = mixedGradient
                        .view(queries.size(0), queries.size(2), queries.size(1), queries.size(3))
                        .transpose(1, 2);
                Tensor weightsGradient =
                        outputGradient.matmul(repeated(heads.values(), heads).transpose(2, 3));
                Tensor rowSums = weightsGradient.mul(weights).sum(new long[] {3}, true, new ScalarTypeOptional());
                Tensor scoresGradient =
                        weights.mul(weightsGradient.sub(rowSums)).mul(new Scalar(scale(heads)));
                gradients.queries().copy_(scoresGradient.matmul(repeated(heads.keys(), heads)));
                gradients.keys().copy_(summed(scoresGradient.transpose(2, 3).matmul(queries), heads));
                gradients.values().copy_(summed(weights.transpose(2, 3).matmul(outputGradient), heads));
            }
        }

        private static double scale(Heads heads) {
            return 1 / Math.sqrt(heads.queries().size(3));
        }

        /** Each key or value head once for every query head that it serves: [B, H, T, W]. */
        private static Tensor repeated(Tensor perKeyHead, Heads heads) {
            long groupSize = heads.groupSize();
            if (groupSize == 1) {
                return perKeyHead;
            }
            return perKeyHead
                    .unsqueeze(2)
                    .expand(perKeyHead.size(0), perKeyHead.size(1), groupSize, perKeyHead.size(2), perKeyHead.size(3))
                    .reshape(
                            perKeyHead.size(0), perKeyHead.size(1) * groupSize, perKeyHead.size(2), perKeyHead.size(3));
        }

        /** The gradient of {@link #repeated}: [B, H, T, W] summed over each group, [B, K, T, W]. */
        private static Tensor summed(Tensor perHead, Heads heads) {
            long groupSize = heads.groupSize();
            return groupSize == 1
                    ? perHead
                    : perHead.unflatten(1, new long[] {heads.keys().size(1), groupSize})
                            .sum(new long[] {2}, false, new ScalarTypeOptional());
        }
    }
}
