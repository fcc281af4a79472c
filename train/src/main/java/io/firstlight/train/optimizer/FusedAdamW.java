package io.firstlight.train.optimizer;

import io.firstlight.tensor.Tensors;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/**
 * libtorch's fused AdamW kernel, {@code aten::_fused_adamw_}: one pass over memory where six separate operators take six.
 * The presets do not expose it, so it is called through the dispatcher.
 */
final class FusedAdamW implements AutoCloseable {
    private final OperatorHandle operator;

    FusedAdamW() {
        try (var scope = io.firstlight.tensor.TensorScope.open()) {
            operator = scope.keep(Dispatcher.singleton().findSchemaOrThrow("aten::_fused_adamw_", ""));
        }
    }

    record Rates(double lr, double beta1, double beta2, double weightDecay, double epsilon) {}

    /** Updates {@code values}, {@code mean} and {@code square} in place, all [size] float32; {@code step} counts from 1. */
    void update(Tensor values, Tensor gradients, Tensor mean, Tensor square, long step, Rates rates) {
        IValueVector stack = new IValueVector();
        stack.push_back(new IValue(new TensorVector(values)));
        stack.push_back(new IValue(new TensorVector(gradients)));
        stack.push_back(new IValue(new TensorVector(mean)));
        stack.push_back(new IValue(new TensorVector(square)));
        stack.push_back(new IValue(new TensorVector()));
        stack.push_back(new IValue(new TensorVector(Tensors.full(step, 1))));
        stack.push_back(new IValue(rates.lr));
        stack.push_back(new IValue(rates.beta1));
        stack.push_back(new IValue(rates.beta2));
        stack.push_back(new IValue(rates.weightDecay));
        stack.push_back(new IValue(rates.epsilon));
        stack.push_back(new IValue(false)); // amsgrad
        stack.push_back(new IValue(false)); // maximize
        stack.push_back(new IValue()); // grad_scale
        stack.push_back(new IValue()); // found_inf
        Dispatcher.singleton().callBoxed(operator, stack);
    }

    @Override
    public void close() {
        operator.close();
    }
}
