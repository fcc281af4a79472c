package io.firstlight.train.optimizer;

import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.FlatParameters.Group;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * AdamW (Loshchilov and Hutter, arXiv 1711.05101) over the flat groups of {@link FlatParameters}: each update is one
 * fused pass over a few long vectors. Each group has its own step count, so a new projector's moments are corrected
 * from its own first step while the decoder's carry on.
 */
public final class AdamW implements AutoCloseable {
    private final Settings settings;
    private final FusedAdamW kernel = new FusedAdamW();
    private final Map<String, State> states = new LinkedHashMap<>();

    /** @param groups what each trainable group is treated like, by name */
    public record Settings(double beta1, double beta2, double epsilon, Map<String, GroupSettings> groups) {
        public Settings {
            groups = Map.copyOf(groups);
        }
    }

    /**
     * @param lrMultiple of the schedule's rate
     * @param weightDecay decoupled, times the rate
     */
    public record GroupSettings(double lrMultiple, double weightDecay) {}

    private record State(Group group, Tensor mean, Tensor square, long[] steps) {}

    /** For the groups of {@code parameters} that train now; moments start at zero. */
    public AdamW(FlatParameters parameters, Settings settings) {
        this.settings = settings;
        try (TensorScope scope = TensorScope.open()) {
            for (Group group : parameters.trainableGroups()) {
                if (!settings.groups().containsKey(group.name())) {
                    throw new IllegalArgumentException("no optimizer settings for parameter group " + group.name()
                            + "; there are settings for " + settings.groups().keySet());
                }
                states.put(
                        group.name(),
                        new State(
                                group,
                                scope.keep(Tensors.full(0, group.size())),
                                scope.keep(Tensors.full(0, group.size())),
                                new long[1]));
            }
        }
    }

    /** Euclidean norm of the whole gradient. */
    public double gradientNorm() {
        double sum = 0;
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            for (State state : states.values()) {
                double norm = state.group.gradients().norm().item_double();
                sum += norm * norm;
            }
        }
        return Math.sqrt(sum);
    }

    /** Norms by group, for messages about a gradient that went wrong. */
    public Map<String, Double> gradientNorms() {
        Map<String, Double> norms = new LinkedHashMap<>();
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            states.forEach((name, state) ->
                    norms.put(name, state.group.gradients().norm().item_double()));
        }
        return norms;
    }

    /** One update at rate {@code lr}; gradients are first scaled by {@code gradientScale} (clipping). */
    public void step(double lr, double gradientScale) {
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            for (State state : states.values()) {
                GroupSettings group = settings.groups().get(state.group.name());
                if (gradientScale != 1) {
                    state.group.gradients().mul_(new Scalar(gradientScale));
                }
                state.steps[0]++;
                kernel.update(
                        state.group.values(),
                        state.group.gradients(),
                        state.mean,
                        state.square,
                        state.steps[0],
                        new FusedAdamW.Rates(
                                lr * group.lrMultiple(),
                                settings.beta1(),
                                settings.beta2(),
                                group.weightDecay(),
                                settings.epsilon()));
            }
        }
    }

    /** Updates done so far by group; saved beside the moments. */
    public Map<String, Long> steps() {
        Map<String, Long> steps = new TreeMap<>();
        states.forEach((name, state) -> steps.put(name, state.steps[0]));
        return steps;
    }

    /**
     * Both moments of every parameter under "exp_avg." and "exp_avg_sq." names, as views; restoring writes into them.
     */
    public Map<String, Tensor> moments(TensorScope scope) {
        Map<String, Tensor> moments = new LinkedHashMap<>();
        for (State state : states.values()) {
            state.group.viewsOf(state.mean).forEach((name, view) -> moments.put("exp_avg." + name, view));
            state.group.viewsOf(state.square).forEach((name, view) -> moments.put("exp_avg_sq." + name, view));
        }
        return moments;
    }

    /** After the moments were restored: the step counts that belong to them. Groups that are not named start at 0. */
    public void restoreSteps(Map<String, Long> steps) {
        states.forEach((name, state) -> state.steps[0] = steps.getOrDefault(name, 0L));
    }

    @Override
    public void close() {
        states.values().forEach(state -> {
            state.mean.close();
            state.square.close();
        });
        kernel.close();
    }
}
