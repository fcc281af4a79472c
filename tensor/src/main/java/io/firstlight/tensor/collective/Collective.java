package io.firstlight.tensor.collective;

import io.firstlight.tensor.device.Ranks;
import org.bytedeco.pytorch.Tensor;

/** Sums over all ranks that share a batch. Every rank calls every method, in the same order. */
public interface Collective {
    /**
     * The collective of {@code ranks}.
     *
     * @throws IllegalArgumentException if there is more than one rank, for which this version has no process group
     */
    static Collective of(Ranks ranks) {
        if (ranks.count() != 1) {
            throw new IllegalArgumentException(
                    "this version trains a model in one process; the placement asks for " + ranks.count() + " ranks");
        }
        return new SingleRank();
    }

    /** The sum of a count over all ranks. */
    long sum(long count);

    /** The sum of a value over all ranks. */
    double sum(double value);

    /** Replaces {@code vector} by its sum over all ranks: an all-reduce. */
    void sumInPlace(Tensor vector);
}
