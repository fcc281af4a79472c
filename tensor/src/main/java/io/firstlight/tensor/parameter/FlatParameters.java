package io.firstlight.tensor.parameter;

import io.firstlight.core.random.KeyedRandom;
import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/**
 * The parameters of a model, lying in one flat float32 buffer per group with a view per parameter, and the gradients
 * likewise: the optimizer, the gradient norm and an all-reduce each work on a few long vectors.
 *
 * <p>Gradients exist only for trainable groups. Autograd adds into the views in place, so {@link #zeroGradients} clears
 * the flat buffers and never drops them. Owns its native memory; not thread-safe.
 */
public final class FlatParameters implements AutoCloseable {
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final Map<String, Tensor> parameters = new LinkedHashMap<>();

    /** Allocates and initialises: parameter p draws from (seed, "initialize/" + p), whatever else the model holds. */
    public FlatParameters(List<ParameterDeclaration> declarations, long seed) {
        Map<String, List<ParameterDeclaration>> byGroup = new LinkedHashMap<>();
        for (ParameterDeclaration declaration : declarations) {
            byGroup.computeIfAbsent(declaration.group(), name -> new ArrayList<>())
                    .add(declaration);
        }
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            byGroup.forEach((name, members) -> groups.put(name, new Group(name, members, scope)));
            for (ParameterDeclaration declaration : declarations) {
                Tensor parameter = groups.get(declaration.group()).parameters.get(declaration.name());
                if (parameters.put(declaration.name(), parameter) != null) {
                    throw new IllegalArgumentException("parameter " + declaration.name() + " is declared twice");
                }
                float[] values = new float[Math.toIntExact(Tensors.size(declaration.shape()))];
                declaration.initializer().fill(values, KeyedRandom.of(seed, "initialize/" + declaration.name(), 0));
                parameter.copy_(Tensors.of(values, declaration.shape()));
            }
        }
    }

    /** The parameter's view, owned by this object. */
    public Tensor get(String name) {
        Tensor parameter = parameters.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException("no parameter " + name + "; there are " + parameters.keySet());
        }
        return parameter;
    }

    /** All parameters by name, in declaration order. */
    public Map<String, Tensor> byName() {
        return Collections.unmodifiableMap(parameters);
    }

    public Collection<Group> groups() {
        return Collections.unmodifiableCollection(groups.values());
    }

    /** The groups that train, after {@link #setTrainable}. */
    public List<Group> trainableGroups() {
        return groups.values().stream().filter(Group::trainable).toList();
    }

    /** Makes exactly these groups trainable: they get gradients, all others record none. */
    public void setTrainable(Set<String> names) {
        if (!groups.keySet().containsAll(names)) {
            throw new IllegalArgumentException(
                    "unknown parameter groups in " + names + "; there are " + groups.keySet());
        }
        groups.forEach((name, group) -> group.setTrainable(names.contains(name)));
    }

    public void zeroGradients() {
        for (Group group : groups.values()) {
            if (group.trainable()) {
                group.gradients.zero_();
            }
        }
    }

    @Override
    public void close() {
        groups.values().forEach(Group::close);
        groups.clear();
        parameters.clear();
    }

    /** One flat buffer: {@code values} and, while it trains, {@code gradients}, both [size] float32. */
    public static final class Group {
        private final String name;
        private final Tensor values;
        private final Map<String, Tensor> parameters = new LinkedHashMap<>();
        private final Map<String, long[]> shapes = new LinkedHashMap<>();
        private Tensor gradients;

        private Group(String name, List<ParameterDeclaration> members, TensorScope scope) {
            this.name = name;
            long size = members.stream()
                    .mapToLong(member -> Tensors.size(member.shape()))
                    .sum();
            this.values = scope.keep(Tensors.full(0, size));
            members.forEach(member -> shapes.put(member.name(), member.shape()));
            viewsOf(values).forEach((parameter, view) -> parameters.put(parameter, scope.keep(view)));
        }

        public String name() {
            return name;
        }

        public long size() {
            return values.numel();
        }

        public Tensor values() {
            return values;
        }

        /** The flat gradient; only while {@link #trainable}. */
        public Tensor gradients() {
            if (gradients == null) {
                throw new IllegalStateException("parameter group " + name + " is frozen and has no gradients");
            }
            return gradients;
        }

        public boolean trainable() {
            return gradients != null;
        }

        public Set<String> parameterNames() {
            return Collections.unmodifiableSet(parameters.keySet());
        }

        /** Views of any flat tensor of this group's size (an optimizer moment, say) under the parameters' names. */
        public Map<String, Tensor> viewsOf(Tensor flat) {
            Map<String, Tensor> views = new LinkedHashMap<>();
            long offset = 0;
            for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
                long size = Tensors.size(entry.getValue());
                views.put(
                        entry.getKey(),
                        flat.narrow(0, offset, size).view(entry.getValue()).detach());
                offset += size;
            }
            return views;
        }

        private void setTrainable(boolean trainable) {
            if (trainable == trainable()) {
                return;
            }
            try (TensorScope scope = TensorScope.open();
                    GradMode mode = GradMode.off()) {
                if (trainable) {
                    gradients = scope.keep(Tensors.full(0, size()));
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

        private void close() {
            parameters.values().forEach(Tensor::close);
            if (gradients != null) {
                gradients.close();
            }
            values.close();
        }
    }
}
