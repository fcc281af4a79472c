package io.firstlight.model.decoder;

import io.firstlight.tensor.TensorScope;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;

/**
 * A step of the decoder that was done, and the way back through it.
 *
 * @param output of the step
 * @param wayBack from the gradient of {@code output} to that of the step's input; adds the gradients of its weights to
 *     theirs
 * @param saved what only the way back needs
 */
record Recorded(Tensor output, UnaryOperator<Tensor> wayBack, List<Tensor> saved) {
    /** Lets the output and what was saved outlive the step's own scope. */
    static Recorded passOn(TensorScope scope, Tensor output, UnaryOperator<Tensor> wayBack, Tensor... saved) {
        for (Tensor tensor : saved) {
            scope.passOn(tensor);
        }
        return new Recorded(scope.passOn(output), wayBack, List.of(saved));
    }

    /** The gradient of the step's input, in the caller's scope; once, since it frees the output and what was saved. */
    Tensor backward(Tensor gradient) {
        try (TensorScope scope = TensorScope.open()) {
            return scope.passOn(wayBack.apply(gradient));
        } finally {
            saved.forEach(Tensor::close);
            output.close();
        }
    }
}
