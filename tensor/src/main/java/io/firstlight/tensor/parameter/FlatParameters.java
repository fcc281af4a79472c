package io.firstlight.tensor.parameter;

import io.firstlight.core.error.UserException;
import io.firstlight.core.random.KeyedRandom;
import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.bytedeco.pytorch.Tensor;

/**
 * The parameters of a model, in one flat buffer per group with a view per parameter, and the gradients likewise: the
 * optimizer, the gradient norm and an all-reduce each work on a few long vectors.
 *
 * <p>Master weights are what the optimizer updates and what files hold; {@link #get} gives the weights that products
 * read. The two share memory where the placement's precision is the master's, as on a CPU; otherwise
 * {@link #refreshComputeWeights} copies the one into the other after each change.
 *
 * <p>Gradients exist only for trainable groups. Autograd adds into the views in place, so {@link #zeroGradients} clears
 * the flat buffers and never drops them. Owns its native memory; not thread-safe.
 */
public final class FlatParameters implements AutoCloseable {
    private final Placement placement;
    private final Map<String, ParameterGroup> groups = new LinkedHashMap<>();
    private final Map<String, Tensor> parameters = new LinkedHashMap<>();
    private final Map<String, Tensor> masters = new LinkedHashMap<>();

    /** Allocates and initialises: parameter p draws from (seed, "initialize/" + p), whatever else the model holds. */
    public FlatParameters(List<ParameterDeclaration> declarations, long seed, Placement placement) {
        this.placement = placement;
        Map<String, List<ParameterDeclaration>> byGroup = new LinkedHashMap<>();
        for (ParameterDeclaration declaration : declarations) {
            byGroup.computeIfAbsent(declaration.group(), name -> new ArrayList<>())
                    .add(declaration);
        }
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            byGroup.forEach((name, members) -> groups.put(name, new ParameterGroup(name, members, placement, scope)));
            for (ParameterDeclaration declaration : declarations) {
                ParameterGroup group = groups.get(declaration.group());
                Tensor master = group.masters().get(declaration.name());
                if (masters.put(declaration.name(), master) != null) {
                    throw new IllegalArgumentException("parameter " + declaration.name() + " is declared twice");
                }
                parameters.put(declaration.name(), group.parameters().get(declaration.name()));
                float[] values = new float[Math.toIntExact(declaration.size())];
                declaration.initializer().fill(values, KeyedRandom.of(seed, "initialize/" + declaration.name(), 0));
                try (TensorScope inner = TensorScope.open()) {
                    master.copy_(Tensors.of(Placement.CPU, values, declaration.shape()));
                }
            }
        }
        refreshComputeWeights();
    }

    private FlatParameters(FlatParameters original) {
        this.placement = original.placement;
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            original.groups.forEach((name, group) -> groups.put(name, group.replica(scope)));
        }
        // In the order of declaration, which runs across groups.
        for (String name : original.parameters.keySet()) {
            ParameterGroup group = groups.values().stream()
                    .filter(candidate -> candidate.parameterNames().contains(name))
                    .findFirst()
                    .orElseThrow();
            parameters.put(name, group.parameters().get(name));
            masters.put(name, group.masters().get(name));
        }
    }

    /**
     * The same weights, in the same memory, with gradients of their own for the groups that train now: what another
     * thread computes a part of a batch with. The caller closes it, before this.
     */
    public FlatParameters replica() {
        return new FlatParameters(this);
    }

    /** Adds the gradients of a {@link #replica} to these, and leaves the replica's at 0. */
    public void takeGradientsOf(FlatParameters replica) {
        trainableGroups().forEach(group -> group.takeGradientsOf(replica.groups.get(group.name())));
    }

    /** Where all parameters, and all that is computed from them, lie. */
    public Placement placement() {
        return placement;
    }

    /** The parameter that products read, a view owned by this object. */
    public Tensor get(String name) {
        Tensor parameter = parameters.get(name);
        if (parameter == null) {
            throw new IllegalArgumentException("no parameter " + name + "; there are " + parameters.keySet());
        }
        return parameter;
    }

    /** The weights that products read by name, in declaration order. */
    public Map<String, Tensor> byName() {
        return Collections.unmodifiableMap(parameters);
    }

    /** The master weights by name, in declaration order: what files hold. */
    public Map<String, Tensor> masters() {
        return Collections.unmodifiableMap(masters);
    }

    /**
     * Overwrites the parameters whose names {@code which} accepts with the file's; the file may hold no others of them.
     *
     * @throws UserException if one of them holds a number that is not finite, which no training here leaves
     */
    public void read(Path file, Predicate<String> which) throws IOException {
        Map<String, Tensor> targets = new LinkedHashMap<>(masters);
        targets.keySet().removeIf(which.negate());
        Safetensors.readInto(file, targets, which);
        for (Map.Entry<String, Tensor> target : targets.entrySet()) {
            requireFinite(file, target.getKey(), target.getValue());
        }
        refreshComputeWeights();
    }

    private static void requireFinite(Path file, String name, Tensor values) {
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            if (!values.isfinite().all().item_bool()) {
                throw new UserException("the weights " + file + " cannot be used: " + name
                        + " holds numbers that are not finite (infinite or NaN). Make or copy the file again");
            }
        }
    }

    /** Makes the weights that products read equal to the master weights, rounded to their precision. */
    public void refreshComputeWeights() {
        try (GradMode mode = GradMode.off()) {
            groups.values().forEach(ParameterGroup::refreshComputeWeights);
        }
    }

    public Collection<ParameterGroup> groups() {
        return Collections.unmodifiableCollection(groups.values());
    }

    /** The groups that train, after {@link #train}. */
    public List<ParameterGroup> trainableGroups() {
        return groups.values().stream().filter(ParameterGroup::trainable).toList();
    }

    /**
     * Makes exactly those parameters trainable that {@code which} accepts by module and role: they get gradients, all
     * others record none. Statistics never train.
     *
     * @throws IllegalArgumentException if {@code which} takes a group apart, whose gradients are one vector
     */
    public void train(BiPredicate<String, ParameterRole> which) {
        groups.forEach((name, group) -> {
            List<Boolean> wanted = group.members().stream()
                    .map(member ->
                            member.role() != ParameterRole.STATISTIC && which.test(member.module(), member.role()))
                    .distinct()
                    .toList();
            if (wanted.size() > 1) {
                throw new IllegalArgumentException("parameter group " + name
                        + " trains as a whole or not at all; it holds parameters of both kinds: "
                        + group.parameters().keySet());
            }
            group.setTrainable(wanted.get(0));
        });
    }

    /** Makes every parameter trainable but the statistics. */
    public void trainAll() {
        train((module, role) -> true);
    }

    public void zeroGradients() {
        trainableGroups().forEach(ParameterGroup::zeroGradients);
    }

    @Override
    public void close() {
        groups.values().forEach(ParameterGroup::close);
        groups.clear();
        parameters.clear();
        masters.clear();
    }
}
