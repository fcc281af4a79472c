package io.firstlight.tensor.kernel;

import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.kernel.AttentionBlock.Mask;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Tensor;

/**
 * libtorch's flash attention for the CPU (Dao et al., arXiv 2205.14135), in blocks of queries. The kernel itself skips
 * later keys only 512 at a time and never where it is given a mask, so no block is given keys after its own last query.
 * The presets do not expose the kernel, so it is called through the dispatcher. Letters as in {@link BatchAttention}.
 */
final class FlashAttention implements AttentionKernel {
    private static final String NAME = "aten::_scaled_dot_product_flash_attention_for_cpu";
    private final Placement placement;
    private final OperatorHandle forward;
    private final OperatorHandle backward;

    FlashAttention(Placement placement) {
        this.placement = placement;
        try (TensorScope scope = TensorScope.open()) {
            forward = scope.keep(Dispatcher.singleton().findSchemaOrThrow(NAME, ""));
            backward = scope.keep(Dispatcher.singleton().findSchemaOrThrow(NAME + "_backward", ""));
        }
    }

    @Override
    public BatchAttention prepare(PackedTokens tokens) {
        return new InBlocks(AttentionBlock.of(placement, tokens));
    }

    @Override
    public void close() {
        forward.close();
        backward.close();
    }

    private final class InBlocks implements BatchAttention {
        private final List<AttentionBlock> blocks;

        private InBlocks(List<AttentionBlock> blocks) {
            this.blocks = blocks;
        }

        /** Saves the log-sum-exp of each block and member of a group, [B, K, block]. */
        @Override
        public Mixed forward(Heads heads) {
            long b = heads.queries().size(0);
            long h = heads.queries().size(1);
            long t = heads.queries().size(2);
            long w = heads.queries().size(3);
            Tensor rows = Tensors.empty(placement, b, t, h, w);
            List<Tensor> normalizers = new ArrayList<>();
            for (AttentionBlock block : blocks) {
                for (int member = 0; member < heads.groupSize(); member++) {
                    try (TensorScope scope = TensorScope.open()) {
                        IValueVector stack = stack(
                                own(block, members(heads, heads.queries(), member)),
                                seen(block, heads.keys()),
                                seen(block, heads.values()));
                        pushOptions(stack, block.mask());
                        Dispatcher.singleton().callBoxed(forward, stack);
                        own(block, members(heads, rows.transpose(1, 2), member))
                                .copy_(stack.get(0).toTensor());
                        // A handle of its own: the stack's ends with the stack.
                        normalizers.add(scope.passOn(new Tensor(stack.get(1).toTensor())));
                    }
                }
            }
            return new Mixed(rows.view(b * t, h * w), normalizers);
        }

        @Override
        public void backwardInto(Heads gradients, Tensor mixedGradient, Mixed mixed, Heads heads) {
            long[] shape = {
                heads.queries().size(0),
                heads.queries().size(2),
                heads.queries().size(1),
                heads.queries().size(3)
            };
            Tensor output = mixed.rows().view(shape).transpose(1, 2);
            Tensor outputGradient = mixedGradient.view(shape).transpose(1, 2);
            int groupSize = Math.toIntExact(heads.groupSize());
            // From the last block, which sees every key: its first member writes, all others add.
            for (int i = blocks.size() - 1; i >= 0; i--) {
                AttentionBlock block = blocks.get(i);
                for (int member = 0; member < groupSize; member++) {
                    // A scope each, or every block's gradients would be held until the last has been added.
                    try (TensorScope scope = TensorScope.open()) {
                        IValueVector stack = stack(
                                own(block, members(heads, outputGradient, member)),
                                own(block, members(heads, heads.queries(), member)),
                                seen(block, heads.keys()),
                                seen(block, heads.values()),
                                own(block, members(heads, output, member)),
                                mixed.saved().get(i * groupSize + member));
                        pushOptions(stack, block.mask());
                        Dispatcher.singleton().callBoxed(backward, stack);
                        own(block, members(heads, gradients.queries(), member))
                                .copy_(stack.get(0).toTensor());
                        if (i == blocks.size() - 1 && member == 0) {
                            gradients.keys().copy_(stack.get(1).toTensor());
                            gradients.values().copy_(stack.get(2).toTensor());
                        } else {
                            seen(block, gradients.keys()).add_(stack.get(1).toTensor());
                            seen(block, gradients.values()).add_(stack.get(2).toTensor());
                        }
                    }
                }
            }
        }
    }

    /** Of [B, H, T, W] the query heads number {@code member} of each group: [B, K, T, W]. */
    private static Tensor members(BatchAttention.Heads heads, Tensor perHead, int member) {
        long groupSize = heads.groupSize();
        return groupSize == 1
                ? perHead
                : perHead.unflatten(1, new long[] {heads.keys().size(1), groupSize})
                        .select(2, member);
    }

    private static IValueVector stack(Tensor... tensors) {
        IValueVector stack = new IValueVector();
        for (Tensor tensor : tensors) {
            stack.push_back(new IValue(tensor));
        }
        return stack;
    }

    /** The last arguments of both kernels: dropout, causal, mask, scale. */
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
}
