package io.firstlight.tensor.device;

/** What a backward pass computes again instead of keeping it since the forward pass: memory against time. */
public enum Recomputation {
    /** Everything that the backward pass reads is kept. */
    NONE,
    /** Only the input of each residual block is kept; the block runs forward once more before it runs backward. */
    EVERY_BLOCK
}
