package io.firstlight.train.loop;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.json.Json;
import io.firstlight.core.progress.Progress;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.train.checkpoint.Checkpoints;
import io.firstlight.train.checkpoint.Checkpoints.Restored;
import io.firstlight.train.objective.Objective;
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
    private final Settings settings;

    /**
     * @param clipNorm greatest gradient norm, 0 for no clipping
     * @param curvePoints about how many points the curves get
     * @param checkpointInterval how much work a kill can cost; when a checkpoint is taken never changes a result
     */
    public record Settings(
            LearningRateSchedule schedule, double clipNorm, int curvePoints, Duration checkpointInterval) {}

    /** What a checkpoint holds beside tensors. */
    record State(long step, Map<String, Long> optimizerSteps, JsonNode cursor, TrainingCurves curves) {}

    public Trainer(FlatParameters parameters, Objective objective, AdamW optimizer, Settings settings) {
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
        Optional<Restored> restored = checkpoints.latest();
        if (restored.isPresent()) {
            State state = restore(restored.get());
            step = state.step();
            curves = state.curves();
        }
        long lastSaved = System.nanoTime();
        try (Progress.Task task = progress.begin(label, objective.plannedUnits(), objective.unit())) {
            // What was done before this start is no measure of its pace.
            task.update(objective.doneUnits(), "");
            for (long before = objective.doneUnits(); ; before = objective.doneUnits()) {
                Optional<Step> next = objective.next();
                if (next.isEmpty()) {
                    curves.end();
                    return curves;
                }
                long after = objective.doneUnits();
                double lr = settings.schedule().at((before + after) / 2.0);
                double loss = step(next.get(), lr, step);
                step++;
                curves.add(after, lr, loss);
                task.update(after, String.format(Locale.ROOT, "loss %.3f", curves.recentLoss()));
                if (System.nanoTime() - lastSaved
                        >= settings.checkpointInterval().toNanos()) {
                    save(checkpoints, step, curves);
                    lastSaved = System.nanoTime();
                }
            }
        }
    }

    private double step(Step step, double lr, long index) {
        try (TensorScope scope = TensorScope.open()) {
            parameters.zeroGradients();
            double loss = step.backward();
            double norm = optimizer.gradientNorm();
            if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
                throw new NonFiniteLossException(index, loss, optimizer.gradientNorms(), step.sampleIds());
            }
            boolean clips = settings.clipNorm() > 0 && norm > settings.clipNorm();
            optimizer.step(lr, clips ? settings.clipNorm() / norm : 1);
            return loss;
        }
    }

    private void save(Checkpoints checkpoints, long step, TrainingCurves curves) throws IOException {
        try (TensorScope scope = TensorScope.open()) {
            checkpoints.save(
                    step,
                    Map.of(WEIGHTS_FILE, parameters.masters(), OPTIMIZER_FILE, optimizer.moments(scope)),
                    new State(step, optimizer.steps(), objective.cursor(), curves));
        }
    }

    private State restore(Restored restored) throws IOException {
        try (TensorScope scope = TensorScope.open()) {
            State state = Json.mapper().treeToValue(restored.state(), State.class);
            restored.readInto(WEIGHTS_FILE, parameters.masters());
            parameters.refreshComputeWeights();
            restored.readInto(OPTIMIZER_FILE, optimizer.moments(scope));
            optimizer.restoreSteps(state.optimizerSteps());
            objective.restore(state.cursor());
            return state;
        }
    }
}
