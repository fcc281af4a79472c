package io.firstlight.model.decoder;

import io.firstlight.tensor.TensorScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Causal attention by libtorch's flash kernel (Dao et al., arXiv 2205.14135), in blocks of queries: the kernel itself skips
 * the future only 512 keys at a time and never where it is given a mask, so no block is given keys behind its own last one.
 * The presets do not expose the kernel, so it is called through the dispatcher. B rows, T columns, H heads, W head width.
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

    /** @param rows [B*T, H*W], the mixed values; @param normalisers of each block of queries, [B, H, block] each, for the way back */
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
        for (Block block : Block.of(input)) {
            IValueVector stack = new IValueVector();
            stack.push_back(new IValue(block.own(parts.queries)));
            stack.push_back(new IValue(block.seen(parts.keys)));
            stack.push_back(new IValue(block.seen(parts.values)));
            stack.push_back(new IValue(0.0)); // dropout
            stack.push_back(new IValue(block.mask.isEmpty())); // causal
            stack.push_back(block.mask.map(IValue::new).orElseGet(IValue::new));
            stack.push_back(new IValue()); // scale
            Dispatcher.singleton().callBoxed(forward, stack);
            rows.narrow(1, block.begin, block.size).copy_(stack.get(0).toTensor().transpose(1, 2));
            normalisers.add(new Tensor(stack.get(1).toTensor())); // a handle of its own: the stack's ends with the stack
        }
        return new Mixed(rows.view(b * t, h * w), normalisers);
    }

    /** Overwrites {@code gradients}. @param mixedGradient [B*T, H*W] */
    void backward(Tensor mixedGradient, Mixed mixed, Parts parts, Parts gradients, DecoderInput input) {
        long[] shape = {input.rows(), input.columns(), parts.queries.size(1), parts.queries.size(3)};
        Tensor output = mixed.rows.view(shape).transpose(1, 2);
        Tensor outputGradient = mixedGradient.view(shape).transpose(1, 2);
        List<Block> blocks = Block.of(input);
        // From the last, which sees every key: it writes, and the others add.
        for (int i = blocks.size() - 1; i >= 0; i--) {
            Block block = blocks.get(i);
            IValueVector stack = new IValueVector();
            stack.push_back(new IValue(block.own(outputGradient)));
            stack.push_back(new IValue(block.own(parts.queries)));
            stack.push_back(new IValue(block.seen(parts.keys)));
            stack.push_back(new IValue(block.seen(parts.values)));
            stack.push_back(new IValue(block.own(output)));
            stack.push_back(new IValue(mixed.normalisers.get(i)));
            stack.push_back(new IValue(0.0)); // dropout
            stack.push_back(new IValue(block.mask.isEmpty())); // causal
            stack.push_back(block.mask.map(IValue::new).orElseGet(IValue::new));
            stack.push_back(new IValue()); // scale
            Dispatcher.singleton().callBoxed(backward, stack);
            block.own(gradients.queries).copy_(stack.get(0).toTensor());
            if (i == blocks.size() - 1) {
                gradients.keys.copy_(stack.get(1).toTensor());
                gradients.values.copy_(stack.get(2).toTensor());
            } else {
                block.seen(gradients.keys).add_(stack.get(1).toTensor());
                block.seen(gradients.values).add_(stack.get(2).toTensor());
            }
        }
    }

    /** Queries {@code begin .. begin+size-1} and the keys up to the last of them. @param mask empty where the kernel's causal one does */
    private record Block(long begin, long size, Optional<Tensor> mask) {
        static List<Block> of(DecoderInput input) {
            long t = input.columns();
            long queries = input.mask().queriesOfABlock();
            List<Block> blocks = new ArrayList<>();
            for (long begin = 0; begin < t; begin += queries) {
                long size = Math.min(queries, t - begin);
                blocks.add(new Block(begin, size, input.mask().of(begin, size)));
            }
            return blocks;
        }

        Tensor own(Tensor perHead) {
            return perHead.narrow(2, begin, size);
        }

        Tensor seen(Tensor perHead) {
            return perHead.narrow(2, 0, begin + size);
        }
    }

    @Override
    public void close() {
        forward.close();
        backward.close();
    }
}
