package io.firstlight.tensor;

import java.util.List;
import java.util.function.IntFunction;
import org.bytedeco.pytorch.Tensor;

/** Tensors that the parts of a computation make on their own threads, for the caller of the parts. */
public final class PartTensors {
    private PartTensors() {}

    /**
     * Runs {@code part} for 0 .. count-1 as {@link ParallelParts} do, each in a scope of its own and without recording
     * gradients unless it says so itself.
     *
     * @param part from the number of a part to its tensors
     * @return the tensors of each part, in the caller's scope
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    public static List<Tensor>[] each(int count, IntFunction<List<Tensor>> part) {
        List<Tensor>[] made = new List[count];
        TensorScope.handOver(collected -> ParallelParts.run(count, i -> {
            try (TensorScope scope = TensorScope.open();
                    GradMode mode = GradMode.off()) {
                List<Tensor> own = part.apply(i);
                synchronized (collected) {
                    own.forEach(tensor -> collected.add(scope.keep(tensor)));
                }
                made[i] = own;
            }
        }));
        return made;
    }
}
