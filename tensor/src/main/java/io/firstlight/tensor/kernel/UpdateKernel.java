package io.firstlight.tensor.kernel;

import org.bytedeco.pytorch.Tensor;

/** AdamW (Loshchilov and Hutter, arXiv 1711.05101, algorithm 2) on flat vectors. */
public interface UpdateKernel extends AutoCloseable {
    /**
     * Constants of one update.
     *
     * @param learningRate of this step
     * @param beta1 decay of the mean of gradients
     * @param beta2 decay of the mean of squared gradients
     * @param weightDecay decoupled: times the learning rate
     * @param epsilon added to the root of the mean square
     */
    record UpdateRates(double learningRate, double beta1, double beta2, double weightDecay, double epsilon) {}

    /**
     * The vectors of one update, all [size].
     *
     * @param master weights, in the master's precision
     * @param gradients in the precision of the arithmetic
     * @param mean of gradients, in the master's precision
     * @param square mean of squared gradients, in the master's precision
     */
    record Vectors(Tensor master, Tensor gradients, Tensor mean, Tensor square) {
        /** The elements {@code begin .. begin+size-1} of each, as views. */
        public Vectors narrow(long begin, long size) {
            return new Vectors(
                    master.narrow(0, begin, size),
                    gradients.narrow(0, begin, size),
                    mean.narrow(0, begin, size),
                    square.narrow(0, begin, size));
        }
    }

    /** Updates weights and moments in place; {@code step} counts from 1. */
    void update(Vectors vectors, long step, UpdateRates rates);

    @Override
    void close();
}
