package io.firstlight.study.training;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.json.Json;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.ParameterGroup;
import io.firstlight.tensor.safetensors.Safetensors;
import io.firstlight.train.checkpoint.Checkpoints;
import io.firstlight.train.loop.Trainer;
import io.firstlight.train.loop.TrainingCurves;
import io.firstlight.train.objective.LedgeredObjective;
import io.firstlight.train.objective.Objective;
import io.firstlight.train.optimizer.AdamW;
import io.firstlight.train.schedule.LearningRateSchedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;

/**
 * Runs an objective to its end in a stage's directories: resumes from its checkpoints and writes what all training
 * leaves.
 */
public final class TrainingRun {
    /** The ids of all samples the stage was trained on, one per line, in their order. */
    public static final String SAMPLES_FILE = "samples.txt";

    private static final String POSITION_FILE = "position.json";
    private static final String OPTIMIZER_STEPS_FILE = "optimizer.json";
    /** What every training stage leaves. */
    public static final Set<String> FILES = Set.of(SAMPLES_FILE, StageFiles.CURVES);

    /** What a stage leaves whose optimizer and order of samples another stage carries on. */
    public static final Set<String> STATE_FILES = Set.of(POSITION_FILE, Trainer.OPTIMIZER_FILE, OPTIMIZER_STEPS_FILE);

    /** Overrides how often a running stage is saved, in seconds. */
    public static final String CHECKPOINT_SECONDS_PROPERTY = "firstlight.checkpointSeconds";

    private static final int CURVE_POINTS = 200;
    private static final int CHECKPOINT_SECONDS = 30;
    private final TrainingContext trainingContext;
    private final FlatParameters parameters;
    private final AdamW optimizer;

    public TrainingRun(TrainingContext trainingContext, FlatParameters parameters, AdamW optimizer) {
        this.trainingContext = trainingContext;
        this.parameters = parameters;
        this.optimizer = optimizer;
    }

    /** Trains, then writes the curves. */
    public void run(Objective objective, LearningRateSchedule schedule, double clipNorm) throws IOException {
        Checkpoints checkpoints = new Checkpoints(
                trainingContext.work().resolve("checkpoints"),
                trainingContext.key().hex(),
                trainingContext.progress()::message);
        TrainingCurves curves;
        try (LedgeredObjective ledgered =
                new LedgeredObjective(objective, trainingContext.output().resolve(SAMPLES_FILE))) {
            curves = new Trainer(
                            parameters,
                            ledgered,
                            optimizer,
                            new Trainer.LoopSettings(schedule, clipNorm, CURVE_POINTS, checkpointInterval()))
                    .run(checkpoints, trainingContext.progress(), trainingContext.label());
        }
        AtomicFiles.writeString(trainingContext.output().resolve(StageFiles.CURVES), Json.pretty(CurveFile.of(curves)));
    }

    private static Duration checkpointInterval() {
        return Duration.ofSeconds(Integer.getInteger(CHECKPOINT_SECONDS_PROPERTY, CHECKPOINT_SECONDS));
    }

    /** Goes on in the data where the finished stage {@code from} stopped. */
    public static void restorePosition(Objective objective, Path from) throws IOException {
        objective.restore(StageFiles.read(from.resolve(POSITION_FILE), JsonNode.class));
    }

    /** Writes the optimizer's state and the place in the data, for a stage that carries them on. */
    public void keepState(Objective objective) throws IOException {
        AtomicFiles.writeString(trainingContext.output().resolve(POSITION_FILE), Json.pretty(objective.cursor()));
        try (TensorScope scope = TensorScope.open()) {
            Safetensors.write(
                    trainingContext.output().resolve(Trainer.OPTIMIZER_FILE),
                    optimizer.moments(scope),
                    Map.of("format", "firstlight"));
        }
        AtomicFiles.writeString(trainingContext.output().resolve(OPTIMIZER_STEPS_FILE), Json.pretty(optimizer.steps()));
    }

    /** Takes over the moments of every group that {@code from} has; the rest stay fresh. */
    public void carryOptimizer(Path from) throws IOException {
        Path steps = from.resolve(OPTIMIZER_STEPS_FILE);
        if (!Files.exists(steps)) {
            throw new IOException(from + " holds no optimizer state to carry on");
        }
        Map<String, Long> carried = new LinkedHashMap<>();
        StageFiles.read(steps, JsonNode.class)
                .properties()
                .forEach(entry -> carried.put(entry.getKey(), entry.getValue().asLong()));
        try (TensorScope scope = TensorScope.open()) {
            Map<String, Tensor> targets = new LinkedHashMap<>(optimizer.moments(scope));
            for (ParameterGroup group : parameters.trainableGroups()) {
                if (!carried.containsKey(group.name())) {
                    group.parameterNames().forEach(name -> {
                        targets.remove("exp_avg." + name);
                        targets.remove("exp_avg_sq." + name);
                    });
                }
            }
            // What the stage before trained and this one freezes has no moments here.
            Safetensors.readInto(from.resolve(Trainer.OPTIMIZER_FILE), targets, targets::containsKey);
        }
        optimizer.restoreSteps(carried);
    }
}
