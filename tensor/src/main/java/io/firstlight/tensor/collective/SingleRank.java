package io.firstlight.tensor.collective;

import org.bytedeco.pytorch.Tensor;

/** One rank, whose own values are the sums. */
final class SingleRank implements Collective {
    @Override
    public long sum(long count) {
        return count;
    }

    @Override
    public double sum(double value) {
        return value;
    }

    @Override
    public void sumInPlace(Tensor vector) {
        // The sum over one rank is there already.
    }
}
