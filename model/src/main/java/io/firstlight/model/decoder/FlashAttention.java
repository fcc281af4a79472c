package io.firstlight.model.decoder;

import io.firstlight.model.decoder.AttentionBlock.Mask;
import io.firstlight.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Causal attention by libtorch's flash kernel (Dao et al., arXiv 2205.14135), in blocks of queries: the kernel itself
 * skips the future only 512 keys at a time and never where it is given a mask, so no block is given keys behind its own
 * last one. The presets do not expose the kernel, so it is called through the dispatcher. B rows, T columns, H heads, W
 * head width.
 */
final class FlashAttention implements AutoCloseable {
    private static final String NAME = "aten::_scaled_dot_product_flash_attention_for_cpu";
    private final OperatorHandle forward;
    private final OperatorHandle backward;

    FlashAttention() {
        try (TensorScope scope = TensorScope.open()) {
            forward = scope.keep(Dispatcher.singleton().findSchemaOrThrow(NAME, ""));
            backward = scope.keep(Dispatcher.singleton().findSchemaOrThrow(NAME + "_backward", ""));
        }
    }

    /** Views [B, H, T, W]. */
    record Parts(Tensor queries, Tensor keys, Tensor values) {}

    /**
     * @param rows [B*T, H*W], the mixed values
     * @param normalisers of each block of queries, [B, H, block] each, for the way back
     */
    record Mixed(Tensor rows, List<Tensor> normalisers) {
        Stream<Tensor> tensors() {
            return Stream.concat(Stream.of(rows), normalisers.stream());
        }
    }

    Mixed forward(Parts parts, DecoderInput input) {
        long b = parts.queries.size(0);
        long h = parts.queries.size(1);
        long t = parts.queries.size(2);
        long w = parts.queries.size(3);
        Tensor rows = torch.empty(b, t, h, w);
        List<Tensor> normalisers = new ArrayList<>();
        for (AttentionBlock block : input.attentionBlocks()) {
            try (TensorScope scope = TensorScope.open()) {
                IValueVector stack =
                        stack(own(block, parts.queries), seen(block, parts.keys), seen(block, parts.values));
                pushOptions(stack, block.mask());
                Dispatcher.singleton().callBoxed(forward, stack);
                own(block, rows.transpose(1, 2)).copy_(stack.get(0).toTensor());
                normalisers.add(scope.passOn(
                        new Tensor(stack.get(1).toTensor()))); // a handle of its own: the stack's ends with the stack
            }
        }
        return new Mixed(rows.view(b * t, h * w), normalisers);
    }

    /**
     * Overwrites {@code gradients}.
     *
     * @param mixedGradient [B*T, H*W]
     */
    void backwardInto(Parts gradients, Tensor mixedGradient, Mixed mixed, Parts parts, DecoderInput input) {
        long[] shape = {input.rows(), input.columns(), parts.queries.size(1), parts.queries.size(3)};
        Tensor output = mixed.rows.view(shape).transpose(1, 2);
        Tensor outputGradient = mixedGradient.view(shape).transpose(1, 2);
        List<AttentionBlock> blocks = input.attentionBlocks();
        // From the last, which sees every key: it writes, and the others add.
        for (int i = blocks.size() - 1; i >= 0; i--) {
            AttentionBlock block = blocks.get(i);
            // A scope each, or every block's gradients would be held until the last has been added.
            try (TensorScope scope = TensorScope.open()) {
                IValueVector stack = stack(
                        own(block, outputGradient),
                        own(block, parts.queries),
                        seen(block, parts.keys),
                        seen(block, parts.values),
                        own(block, output),
                        mixed.normalisers.get(i));
                pushOptions(stack, block.mask());
                Dispatcher.singleton().callBoxed(backward, stack);
                own(block, gradients.queries).copy_(stack.get(0).toTensor());
                if (i == blocks.size() - 1) {
                    gradients.keys.copy_(stack.get(1).toTensor());
                    gradients.values.copy_(stack.get(2).toTensor());
                } else {
                    seen(block, gradients.keys).add_(stack.get(1).toTensor());
                    seen(block, gradients.values).add_(stack.get(2).toTensor());
                }
            }
        }
    }

    private static IValueVector stack(Tensor... tensors) {
        IValueVector stack = new IValueVector();
        for (Tensor tensor : tensors) {
            stack.push_back(new IValue(tensor));
        }
        return stack;
    }

    /** What both kernels take last: dropout, causal, mask, scale. */
    private static void pushOptions(IValueVector stack, Mask mask) {
        stack.push_back(new IValue(0.0));
        stack.push_back(new IValue(mask instanceof Mask.Causal));
        stack.push_back(mask instanceof Mask.Additive additive ? new IValue(additive.added()) : new IValue());
        stack.push_back(new IValue());
    }

    private static Tensor own(AttentionBlock block, Tensor perHead) {
        return perHead.narrow(2, block.begin(), block.size());
    }

    private static Tensor seen(AttentionBlock block, Tensor perHead) {
        return perHead.narrow(2, 0, block.begin() + block.size());
    }

    @Override
    public void close() {
        forward.close();
        backward.close();
    }
}
