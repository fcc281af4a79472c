package io.firstlight.tensor.kernel;

import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.Type;

/**
 * libtorch's fused AdamW kernel, {@code aten::_fused_adamw_}: one pass over memory where separate operators take six.
 * The presets do not expose it, so it is called through the dispatcher. Needs gradients in the master's precision.
 */
final class FusedAdamW implements UpdateKernel {
    private final Placement placement;
    private final OperatorHandle operator;
    private final Type.TypePtr tensorType;

    FusedAdamW(Placement placement) {
        this.placement = placement;
        try (TensorScope scope = TensorScope.open()) {
            operator = scope.keep(Dispatcher.singleton().findSchemaOrThrow("aten::_fused_adamw_", ""));
            tensorType = scope.keep(operator.schema().arguments().type().get().containedType(0));
        }
    }

    @Override
    public void update(Vectors vectors, long step, UpdateRates rates) {
        IValueVector stack = new IValueVector();
        stack.push_back(list(vectors.master()));
        stack.push_back(list(vectors.gradients()));
        stack.push_back(list(vectors.mean()));
        stack.push_back(list(vectors.square()));
        stack.push_back(list()); // greatest squares, for amsgrad
        stack.push_back(list(Tensors.full(placement, (float) step, 1)));
        stack.push_back(new IValue(rates.learningRate()));
        stack.push_back(new IValue(rates.beta1()));
        stack.push_back(new IValue(rates.beta2()));
        stack.push_back(new IValue(rates.weightDecay()));
        stack.push_back(new IValue(rates.epsilon()));
        stack.push_back(new IValue(false)); // amsgrad
        stack.push_back(new IValue(false)); // maximize
        stack.push_back(new IValue()); // gradient scale
        stack.push_back(new IValue()); // found infinity
        Dispatcher.singleton().callBoxed(operator, stack);
    }

    // Not IValue(TensorVector): the presets resolve it to the Pointer constructor, which casts instead of converting
    // (github.com/bytedeco/javacpp-presets/issues/1737 is the same trap).
    private IValue list(Tensor... tensors) {
        GenericList list = new GenericList(tensorType);
        for (Tensor tensor : tensors) {
            list.push_back(new IValue(tensor));
        }
        return new IValue(list);
    }

    @Override
    public void close() {
        tensorType.close();
        operator.close();
    }
}
