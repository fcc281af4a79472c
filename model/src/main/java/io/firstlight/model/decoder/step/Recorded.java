package io.firstlight.model.decoder.step;

import io.firstlight.tensor.TensorScope;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * A step that ran forward, with its backward function.
 *
 * @param output of the step
 * @param backwardFunction from the gradient of {@code output} to that of the step's input; adds the gradients of the
 *     step's weights to theirs. Within a {@link ResidualBlock} it may overwrite the gradient it is given and the output
 *     of the step before it
 * @param saved what only the backward function reads
 */
public record Recorded(Tensor output, UnaryOperator<Tensor> backwardFunction, List<Tensor> saved) {
    /** Lets the output and what was saved outlive the step's own scope. */
    static Recorded passOn(TensorScope scope, Tensor output, UnaryOperator<Tensor> backwardFunction, Tensor... saved) {
        for (Tensor tensor : saved) {
            scope.passOn(tensor);
        }
        return new Recorded(scope.passOn(output), backwardFunction, List.of(saved));
    }

    /** The gradient of the step's input, in the caller's scope; once, since it frees the output and what was saved. */
    public Tensor backward(Tensor gradient) {
        try (TensorScope scope = TensorScope.open()) {
            return scope.passOn(backwardFunction.apply(gradient));
        } finally {
            tensors().forEach(Tensor::close);
        }
    }

    /** All that this record keeps in memory. */
    Stream<Tensor> tensors() {
        return Stream.concat(saved.stream(), Stream.of(output));
    }
}
