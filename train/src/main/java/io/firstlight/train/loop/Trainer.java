package io.firstlight.train.loop;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.error.UserException;
import io.firstlight.core.json.Json;
import io.firstlight.core.progress.Progress;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.collective.Collective;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.train.checkpoint.Checkpoints;
import io.firstlight.train.checkpoint.Checkpoints.Restored;
import io.firstlight.train.objective.Objective;
import io.firstlight.train.objective.Objective.MicroBatch;
import io.firstlight.train.objective.Objective.Step;
import io.firstlight.train.optimizer.AdamW;
import io.firstlight.train.schedule.LearningRateSchedule;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The training loop. A run killed at any moment and started again ends with the same bytes: everything that decides the
 * next step is in the checkpoint, and when it was taken is not.
 */
public final class Trainer {
    public static final String WEIGHTS_FILE = "weights.safetensors";
    public static final String OPTIMIZER_FILE = "optimizer.safetensors";
    private final FlatParameters parameters;
    private final Objective objective;
    private final AdamW optimizer;
    private final LoopSettings settings;
    private final Collective ranks;

    /**
     * How a stage trains, beside what it trains for.
     *
     * @param clipNorm greatest gradient norm, 0 for no clipping
     * @param curvePoints about how many points the curves get
     * @param checkpointInterval how much work a kill can cost; when a checkpoint is taken never changes a result
     */
    public record LoopSettings(
            LearningRateSchedule schedule, double clipNorm, int curvePoints, Duration checkpointInterval) {}

    /** Where {@link TrainerState} has the objective's cursor. */
    private static final String CURSOR = "cursor";

    /** What a checkpoint holds beside tensors. */
    record TrainerState(long step, Map<String, Long> optimizerSteps, JsonNode cursor, TrainingCurves curves) {}

    /** Trains on the placement of {@code parameters}. */
    public Trainer(FlatParameters parameters, Objective objective, AdamW optimizer, LoopSettings settings) {
        this(
                parameters,
                objective,
                optimizer,
                settings,
                Collective.of(parameters.placement().ranks()));
    }

    Trainer(FlatParameters parameters, Objective objective, AdamW optimizer, LoopSettings settings, Collective ranks) {
        this.ranks = ranks;
        this.parameters = parameters;
        this.objective = objective;
        this.optimizer = optimizer;
        this.settings = settings;
    }

    /** Trains to the end of the objective, from the newest checkpoint if there is one. */
    public TrainingCurves run(Checkpoints checkpoints, Progress progress, String label) throws IOException {
        long start = objective.doneUnits();
        TrainingCurves curves =
                new TrainingCurves(start, Math.max(1, (objective.plannedUnits() - start) / settings.curvePoints()));
        long step = 0;
        Optional<Restored> restored = checkpoints.latest(state -> objective.restoreFault(state.path(CURSOR)));
        if (restored.isPresent()) {
            TrainerState state = restore(restored.get());
            step = state.step();
            curves = state.curves();
        }
        long lastSaved = System.nanoTime();
        try (Progress.Task task = progress.begin(label, objective.plannedUnits(), objective.unit())) {
            // What was done before this start says nothing about its speed.
            task.update(objective.doneUnits(), "");
            for (long before = objective.doneUnits(); ; before = objective.doneUnits()) {
                Optional<Step> next = objective.next();
                if (next.isEmpty()) {
                    curves.end();
                    return curves;
                }
                long after = objective.doneUnits();
                double learningRate = settings.schedule().at((before + after) / 2.0);
                double loss = step(next.get(), learningRate, step);
                step++;
                curves.add(after, learningRate, loss);
                task.update(after, String.format(Locale.ROOT, "loss %.3f", curves.recentLoss()));
                if (System.nanoTime() - lastSaved
                        >= settings.checkpointInterval().toNanos()) {
                    save(checkpoints, step, curves);
                    lastSaved = System.nanoTime();
                }
            }
        }
    }

    /** One update; returns the mean loss over the global batch. */
    private double step(Step step, double learningRate, long index) {
        parameters.zeroGradients();
        long globalTargets = ranks.sum(step.numTargets());
        if (globalTargets == 0) {
            throw new UserException("step " + index + " has nothing to learn from: none of its samples has a target ("
                    + step.sampleIds() + "). Check the sources of this stage.");
        }
        double share = 0;
        for (MicroBatch part : step.microBatches(parameters.placement().microBatchRows())) {
            try (TensorScope scope = TensorScope.open()) {
                share += part.backward(globalTargets);
            }
        }
        double loss = ranks.sum(share);
        parameters.trainableGroups().forEach(group -> ranks.sumInPlace(group.gradients()));
        double norm = optimizer.gradientNorm();
        if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
            throw new NonFiniteLossException(index, loss, optimizer.gradientNorms(), step.sampleIds());
        }
        boolean clips = settings.clipNorm() > 0 && norm > settings.clipNorm();
        optimizer.step(learningRate, clips ? settings.clipNorm() / norm : 1);
        return loss;
    }

    private void save(Checkpoints checkpoints, long step, TrainingCurves curves) throws IOException {
        try (TensorScope scope = TensorScope.open()) {
            checkpoints.save(
                    step,
                    Map.of(WEIGHTS_FILE, parameters.masters(), OPTIMIZER_FILE, optimizer.moments(scope)),
                    new TrainerState(step, optimizer.steps(), objective.cursor(), curves));
        }
    }

    private TrainerState restore(Restored restored) throws IOException {
        try (TensorScope scope = TensorScope.open()) {
            TrainerState state = Json.mapper().treeToValue(restored.state(), TrainerState.class);
            restored.readInto(WEIGHTS_FILE, parameters.masters());
            parameters.refreshComputeWeights();
            restored.readInto(OPTIMIZER_FILE, optimizer.moments(scope));
            optimizer.restoreSteps(state.optimizerSteps());
            objective.restore(state.cursor());
            return state;
        }
    }
}
