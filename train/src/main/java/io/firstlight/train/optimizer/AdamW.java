package io.firstlight.train.optimizer;

import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.kernel.Kernels;
import io.firstlight.tensor.kernel.UpdateKernel;
import io.firstlight.tensor.parameter.FlatChunks;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.ParameterDeclaration;
import io.firstlight.tensor.parameter.ParameterGroup;
import io.firstlight.tensor.parameter.ParameterRole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * AdamW (Loshchilov and Hutter, arXiv 1711.05101) over the flat groups of {@link FlatParameters}: each update is one
 * pass over a few long vectors. Each group has its own step count, so a new projector's moments are corrected from its
 * own first step while the decoder's carry on.
 */
public final class AdamW implements AutoCloseable {
    private final UpdateSettings settings;
    private final UpdateKernel kernel;
    private final Map<String, GroupState> states = new LinkedHashMap<>();

    /**
     * Constants of every update.
     *
     * @param epsilon added to the root of the mean square
     * @param options of the trainable parameters
     */
    public record UpdateSettings(double beta1, double beta2, double epsilon, OptionsByRole options) {}

    /** Decides by module and role how a parameter is updated. */
    @FunctionalInterface
    public interface OptionsByRole {
        /**
         * The options of one parameter.
         *
         * @param module first part of the parameter's name, such as decoder
         */
        UpdateOptions of(String module, ParameterRole role);
    }

    /**
     * How a parameter is updated.
     *
     * @param lrMultiple of the schedule's rate
     * @param weightDecay decoupled, times the rate
     */
    public record UpdateOptions(double lrMultiple, double weightDecay) {}

    /** Neighbouring parameters with equal options, {@code begin .. begin+size-1} of their group's vectors. */
    private record OptionsRun(long begin, long size, UpdateOptions options) {}

    private record GroupState(ParameterGroup group, Tensor mean, Tensor square, List<OptionsRun> runs, long[] steps) {
        UpdateKernel.Vectors vectors() {
            return new UpdateKernel.Vectors(group.master(), group.gradients(), mean, square);
        }
    }

    /** For the groups of {@code parameters} that train now; moments start at zero. */
    public AdamW(FlatParameters parameters, UpdateSettings settings) {
        this.settings = settings;
        this.kernel = Kernels.update(parameters.placement());
        try (TensorScope scope = TensorScope.open()) {
            for (ParameterGroup group : parameters.trainableGroups()) {
                Tensor mean = scope.keep(Tensors.masterZeros(parameters.placement(), group.size()));
                Tensor square = scope.keep(Tensors.masterZeros(parameters.placement(), group.size()));
                states.put(
                        group.name(),
                        new GroupState(group, mean, square, runs(group, settings.options()), new long[1]));
            }
        }
    }

    private static List<OptionsRun> runs(ParameterGroup group, OptionsByRole optionsByRole) {
        List<OptionsRun> runs = new ArrayList<>();
        long offset = 0;
        for (ParameterDeclaration member : group.members()) {
            UpdateOptions options = optionsByRole.of(member.module(), member.role());
            OptionsRun last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
            if (last != null && last.options().equals(options)) {
                runs.set(runs.size() - 1, new OptionsRun(last.begin(), last.size() + member.size(), options));
            } else {
                runs.add(new OptionsRun(offset, member.size(), options));
            }
            offset += member.size();
        }
        return List.copyOf(runs);
    }

    /** Euclidean norm of the whole gradient. */
    public double gradientNorm() {
        double sum = 0;
        for (GroupState state : states.values()) {
            double norm = state.group.gradientNorm();
            sum += norm * norm;
        }
        return Math.sqrt(sum);
    }

    /** Norms by group, for messages about a gradient that is not finite. */
    public Map<String, Double> gradientNorms() {
        Map<String, Double> norms = new LinkedHashMap<>();
        states.forEach((name, state) -> norms.put(name, state.group.gradientNorm()));
        return norms;
    }

    /** One update at rate {@code learningRate}; gradients are first scaled by {@code gradientScale} (clipping). */
    public void step(double learningRate, double gradientScale) {
        for (GroupState state : states.values()) {
            state.steps[0]++;
            for (OptionsRun run : state.runs) {
                UpdateKernel.UpdateRates rates = rates(learningRate, run.options);
                FlatChunks.forEach(FlatChunks.of(run.begin, run.size), (i, chunk) -> {
                    UpdateKernel.Vectors vectors = state.vectors().narrow(chunk.begin(), chunk.size());
                    if (gradientScale != 1) {
                        vectors.gradients().mul_(new Scalar(gradientScale));
                    }
                    kernel.update(vectors, state.steps[0], rates);
                });
            }
            try (GradMode mode = GradMode.off()) {
                state.group.refreshComputeWeights();
            }
        }
    }

    private UpdateKernel.UpdateRates rates(double learningRate, UpdateOptions options) {
        return new UpdateKernel.UpdateRates(
                learningRate * options.lrMultiple(),
                settings.beta1(),
                settings.beta2(),
                options.weightDecay(),
                settings.epsilon());
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
        for (GroupState state : states.values()) {
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
