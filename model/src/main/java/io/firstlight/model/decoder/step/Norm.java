package io.firstlight.model.decoder.step;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Brings each row of a matrix to a size of its own. M rows, D width. */
public interface Norm {
    /**
     * The result, and what the backward pass reads beside the input.
     *
     * @param values [M, D]
     * @param statistics of each row
     */
    record Normed(Tensor values, List<Tensor> statistics) {}

    /** In plain operators that autograd can differentiate: [M, D]. */
    Tensor formula(Tensor x);

    /**
     * The same, without autograd, in the caller's scope.
     *
     * @param x [M, D], contiguous
     */
    Normed forward(Tensor x);

    /**
     * The gradient of {@code x}, [M, D], in the caller's scope; those of gain and bias are added to theirs, if they
     * train.
     *
     * @param gradient of the values, [M, D], contiguous
     */
    Tensor backward(Tensor gradient, Tensor x, Normed normed);
}
