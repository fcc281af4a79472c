package io.firstlight.tensor.kernel;

import io.firstlight.core.sequence.PackedTokens;

/** Causal attention within the documents of packed rows. */
public interface AttentionKernel extends AutoCloseable {
    /** Attention over the rows of {@code tokens}; its masks belong to the caller's scope. */
    BatchAttention prepare(PackedTokens tokens);

    @Override
    void close();
}
