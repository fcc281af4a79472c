package io.firstlight.tensor.device;

import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Number format of a model's arithmetic, and of the master weights that the optimizer updates. The two differ where the
 * format of the arithmetic is too coarse to hold small updates.
 */
public enum Precision {
    /** The format of all results on a CPU. */
    FLOAT32(ScalarType.Float, ScalarType.Float),
    /** For oracles: the same training with rounding errors a billion times smaller. */
    FLOAT64(ScalarType.Double, ScalarType.Double),
    /** For GPUs: products in bfloat16, master weights and moments in float32. On a CPU without AVX-512 far slower. */
    BFLOAT16(ScalarType.BFloat16, ScalarType.Float);

    private final ScalarType compute;
    private final ScalarType master;

    Precision(ScalarType compute, ScalarType master) {
        this.compute = compute;
        this.master = master;
    }

    /** Format of weights as products read them, of gradients and of hidden states. */
    public ScalarType compute() {
        return compute;
    }

    /** Format of master weights, optimizer moments and tables of constants. */
    public ScalarType master() {
        return master;
    }

    /** Whether the weights that products read are copies of the master weights rather than the same memory. */
    public boolean hasSeparateMaster() {
        return compute != master;
    }
}
