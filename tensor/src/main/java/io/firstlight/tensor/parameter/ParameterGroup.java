package io.firstlight.tensor.parameter;

import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/**
 * Parameters that lie one after the other in flat buffers: master weights, the weights that products read, and, while
 * the group trains, gradients. All [size].
 */
public final class ParameterGroup {
    private final String name;
    private final Placement placement;
    private final List<ParameterDeclaration> members;
    private final Tensor master;
    private final Tensor compute;
    private final Map<String, Tensor> masters;
    private final Map<String, Tensor> parameters;
    private Tensor gradients;

    ParameterGroup(String name, List<ParameterDeclaration> members, Placement placement, TensorScope scope) {
        this.name = name;
        this.placement = placement;
        this.members = List.copyOf(members);
        long size = members.stream().mapToLong(ParameterDeclaration::size).sum();
        master = scope.keep(Tensors.masterZeros(placement, size));
        masters = kept(viewsOf(master), scope);
        if (placement.precision().hasSeparateMaster()) {
            compute = scope.keep(Tensors.full(placement, 0, size));
            parameters = kept(viewsOf(compute), scope);
        } else {
            compute = master;
            parameters = masters;
        }
    }

    /** The weights of {@code original} with gradients of its own, trainable if {@code original} is. */
    private ParameterGroup(ParameterGroup original, TensorScope scope) {
        this.name = original.name;
        this.placement = original.placement;
        this.members = original.members;
        master = scope.keep(original.master.detach());
        masters = kept(viewsOf(master), scope);
        if (placement.precision().hasSeparateMaster()) {
            compute = scope.keep(original.compute.detach());
            parameters = kept(viewsOf(compute), scope);
        } else {
            compute = master;
            parameters = masters;
        }
        setTrainable(original.trainable());
    }

    ParameterGroup replica(TensorScope scope) {
        return new ParameterGroup(this, scope);
    }

    private static Map<String, Tensor> kept(Map<String, Tensor> views, TensorScope scope) {
        views.values().forEach(scope::keep);
        return views;
    }

    public String name() {
        return name;
    }

    /** What lies in the group, in the order of its memory. */
    public List<ParameterDeclaration> members() {
        return members;
    }

    public long size() {
        return master.numel();
    }

    /** The flat weights that the optimizer updates, in the master's precision. */
    public Tensor master() {
        return master;
    }

    /** The flat gradient, in the precision of the arithmetic; only while {@link #trainable}. */
    public Tensor gradients() {
        if (gradients == null) {
            throw new IllegalStateException("parameter group " + name + " is frozen and has no gradients");
        }
        return gradients;
    }

    /** Euclidean norm of the flat gradient; each chunk's in the master's precision, their sum in float64. */
    public double gradientNorm() {
        List<FlatChunks.Chunk> chunks = FlatChunks.of(0, size());
        double[] norms = new double[chunks.size()];
        FlatChunks.forEach(chunks, (i, chunk) -> {
            Tensor own = gradients().narrow(0, chunk.begin(), chunk.size());
            Tensor summed = placement.precision().hasSeparateMaster()
                    ? own.to(placement.precision().master())
                    : own;
            norms[i] = summed.norm().item_double();
        });
        double sum = 0;
        for (double norm : norms) {
            sum += norm * norm;
        }
        return Math.sqrt(sum);
    }

    void zeroGradients() {
        FlatChunks.forEach(
                FlatChunks.of(0, size()),
                (i, chunk) -> gradients().narrow(0, chunk.begin(), chunk.size()).zero_());
    }

    /** Adds the gradients of a replica of this group to its own, and leaves the replica's at 0. */
    void takeGradientsOf(ParameterGroup replica) {
        FlatChunks.forEach(FlatChunks.of(0, size()), (i, chunk) -> {
            Tensor part = replica.gradients().narrow(0, chunk.begin(), chunk.size());
            gradients().narrow(0, chunk.begin(), chunk.size()).add_(part);
            part.zero_();
        });
    }

    public boolean trainable() {
        return gradients != null;
    }

    public Set<String> parameterNames() {
        return Collections.unmodifiableSet(parameters.keySet());
    }

    Map<String, Tensor> masters() {
        return masters;
    }

    Map<String, Tensor> parameters() {
        return parameters;
    }

    /** Copies the master weights into the weights that products read, where the two differ. */
    public void refreshComputeWeights() {
        if (placement.precision().hasSeparateMaster()) {
            compute.copy_(master);
        }
    }

    /** Views of any flat tensor of this group's size (an optimizer moment, say) under the parameters' names. */
    public Map<String, Tensor> viewsOf(Tensor flat) {
        Map<String, Tensor> views = new LinkedHashMap<>();
        long offset = 0;
        for (ParameterDeclaration member : members) {
            views.put(
                    member.name(),
                    flat.narrow(0, offset, member.size()).view(member.shape()).detach());
            offset += member.size();
        }
        return views;
    }

    void setTrainable(boolean trainable) {
        if (trainable == trainable()) {
            return;
        }
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            if (trainable) {
                gradients = scope.keep(Tensors.full(placement, 0, size()));
                Map<String, Tensor> views = viewsOf(gradients);
                parameters.forEach((parameter, tensor) -> {
                    tensor.set_requires_grad(true);
                    tensor.mutable_grad().put(views.get(parameter));
                });
            } else {
                parameters.values().forEach(tensor -> {
                    tensor.mutable_grad().reset();
                    tensor.set_requires_grad(false);
                });
                gradients.close();
                gradients = null;
            }
        }
    }

    void close() {
        parameters.values().forEach(Tensor::close);
        if (gradients != null) {
            gradients.close();
        }
        compute.close();
        if (placement.precision().hasSeparateMaster()) {
            masters.values().forEach(Tensor::close);
            master.close();
        }
    }
}
