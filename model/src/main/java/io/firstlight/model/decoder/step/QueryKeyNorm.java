package io.firstlight.model.decoder.step;

import io.firstlight.model.decoder.step.Norm.Normed;
import io.firstlight.tensor.TensorScope;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Norms of queries and keys before attention (Henry et al., arXiv 2010.04245), over the whole vector of all heads
 * together (OpenLM) or over each head (Qwen3). Reads and writes queries, keys and values side by side, [N, (H+2K)*W].
 *
 * @param queries norm of gain [H*W] or [W]
 * @param keys norm of gain [K*W] or [W]
 */
public record QueryKeyNorm(AttentionShape shape, Span span, Norm queries, Norm keys) implements DecoderStep {
    /** What one norm goes over. */
    public enum Span {
        ALL_HEADS,
        EACH_HEAD
    }

    @Override
    public Tensor formula(Tensor x, PassInputs inputs) {
        return torch.cat(
                new TensorVector(
                        queries.formula(queryRows(x)).view(x.size(0), queryWidth()),
                        keys.formula(keyRows(x)).view(x.size(0), keyWidth()),
                        x.narrow(1, queryWidth() + keyWidth(), keyWidth())),
                1);
    }

    @Override
    public Recorded forward(Tensor x, PassInputs inputs) {
        try (TensorScope scope = TensorScope.open()) {
            Tensor queryRows = queryRows(x);
            Tensor keyRows = keyRows(x);
            Normed normedQueries = queries.forward(queryRows);
            Normed normedKeys = keys.forward(keyRows);
            Tensor output = x.clone();
            overwriteInPlace(output, normedQueries.values(), normedKeys.values());
            return Recorded.passOn(
                    scope,
                    output,
                    gradient -> {
                        Tensor queryGradient = queries.backward(queryRows(gradient), queryRows, normedQueries);
                        Tensor keyGradient = keys.backward(keyRows(gradient), keyRows, normedKeys);
                        overwriteInPlace(gradient, queryGradient, keyGradient);
                        return new Tensor(gradient);
                    },
                    Stream.of(
                                    Stream.of(queryRows, keyRows),
                                    normedQueries.statistics().stream(),
                                    normedKeys.statistics().stream())
                            .flatMap(tensors -> tensors)
                            .toArray(Tensor[]::new));
        }
    }

    /** Queries as a norm reads them, a copy: [N, H*W] or [N*H, W]. */
    private Tensor queryRows(Tensor x) {
        return x.narrow(1, 0, queryWidth()).reshape(-1, span == Span.ALL_HEADS ? queryWidth() : shape.headWidth());
    }

    /** Keys as a norm reads them, a copy: [N, K*W] or [N*K, W]. */
    private Tensor keyRows(Tensor x) {
        return x.narrow(1, queryWidth(), keyWidth())
                .reshape(-1, span == Span.ALL_HEADS ? keyWidth() : shape.headWidth());
    }

    private void overwriteInPlace(Tensor projected, Tensor queryRows, Tensor keyRows) {
        long n = projected.size(0);
        projected.narrow(1, 0, queryWidth()).copy_(queryRows.view(n, queryWidth()));
        projected.narrow(1, queryWidth(), keyWidth()).copy_(keyRows.view(n, keyWidth()));
    }

    private long queryWidth() {
        return (long) shape.heads() * shape.headWidth();
    }

    private long keyWidth() {
        return (long) shape.keyValueHeads() * shape.headWidth();
    }
}
