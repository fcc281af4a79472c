package io.firstlight.train.loop;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.json.Json;
import io.firstlight.core.progress.Progress;
import io.firstlight.core.random.KeyedRandom;
import io.firstlight.data.batch.BatchSettings;
import io.firstlight.data.batch.BatchStream;
import io.firstlight.data.mixture.Mixture;
import io.firstlight.data.sample.Sample;
import io.firstlight.data.sample.SegmentBuilder;
import io.firstlight.data.source.SampleKind;
import io.firstlight.data.source.SampleSource;
import io.firstlight.data.source.ShardLayout;
import io.firstlight.data.visual.VisualLookup;
import io.firstlight.model.family.openlm.OpenLmConfig;
import io.firstlight.model.vlm.VisionLanguageModel;
import io.firstlight.model.vlm.VisionLanguageModelConfig;
import io.firstlight.model.vlm.VisionLanguageModelConfig.Vision;
import io.firstlight.tensor.Engine;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.safetensors.Safetensors;
import io.firstlight.train.checkpoint.Checkpoints;
import io.firstlight.train.objective.NextTokenObjective;
import io.firstlight.train.optimizer.AdamW;
import io.firstlight.train.schedule.LearningRateSchedule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/**
 * A small training run from nothing: a decoder of width 16 on generated documents. As a program it is the process that
 * the resume test kills.
 */
public final class TinyRun {
    private static final int VOCABULARY = 64;

    private TinyRun() {}

    /** Arguments: work directory, output directory, budget in tokens, points of the curves. Saves after every step. */
    public static void main(String[] arguments) throws IOException {
        run(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                new Length(Long.parseLong(arguments[2]), Integer.parseInt(arguments[3])),
                Duration.ZERO);
    }

    /**
     * How long a run is.
     *
     * @param curvePoints approximate number of points of the curves
     */
    record Length(long budgetTokens, int curvePoints) {
        /** A point for every step. */
        static Length everyStep(long budgetTokens) {
            return new Length(budgetTokens, 1_000_000);
        }
    }

    static TrainingCurves run(Path work, Path output, Length length, Duration checkpointInterval) throws IOException {
        long budgetTokens = length.budgetTokens();
        Engine.setComputeThreads(1);
        VisionLanguageModelConfig config =
                new VisionLanguageModelConfig(new OpenLmConfig(VOCABULARY, 16, 2, 2, 24), new Vision.None());
        BatchStream stream = BatchStream.of(
                new BatchSettings(32, 128, budgetTokens, true),
                Mixture.textOnly(new Documents()),
                VisualLookup.none(),
                9,
                "test");
        try (VisionLanguageModel model = new VisionLanguageModel(config, 9, Placement.CPU)) {
            model.parameters().trainAll();
            AdamW.UpdateSettings settings =
                    new AdamW.UpdateSettings(0.9, 0.95, 1e-8, (module, role) -> new AdamW.UpdateOptions(1, 0.1));
            try (AdamW optimizer = new AdamW(model.parameters(), settings)) {
                NextTokenObjective objective = new NextTokenObjective(model, stream);
                LearningRateSchedule schedule = LearningRateSchedule.trunk(budgetTokens, budgetTokens / 10, 1e-2, 0);
                TrainingCurves curves = new Trainer(
                                model.parameters(),
                                objective,
                                optimizer,
                                new Trainer.LoopSettings(schedule, 1, length.curvePoints(), checkpointInterval))
                        .run(new Checkpoints(work, "stage", warning -> {}), Progress.silent(), "tiny");
                try (TensorScope scope = TensorScope.open()) {
                    java.nio.file.Files.createDirectories(output);
                    Safetensors.write(
                            output.resolve("weights.safetensors"),
                            model.parameters().masters(),
                            Map.of());
                    Safetensors.write(output.resolve("optimizer.safetensors"), optimizer.moments(scope), Map.of());
                    AtomicFiles.writeString(output.resolve("position.json"), Json.pretty(objective.position()));
                    AtomicFiles.writeString(output.resolve("curves.json"), Json.pretty(curves));
                }
                return curves;
            }
        }
    }

    static JsonNode tree(Path file) throws IOException {
        return Json.mapper().readTree(file.toFile());
    }

    /** Documents in which every token follows from the two before it, so that there is something to learn. */
    private static final class Documents implements SampleSource {
        @Override
        public String name() {
            return "documents";
        }

        @Override
        public SampleKind sampleKind() {
            return SampleKind.TEXT;
        }

        @Override
        public ShardLayout layout() {
            return ShardLayout.of(50);
        }

        @Override
        public Sample sample(long index) {
            KeyedRandom random = KeyedRandom.of(4, "documents", index);
            int[] tokens = new int[5 + random.nextInt(20)];
            tokens[0] = 1;
            for (int i = 1; i < tokens.length; i++) {
                tokens[i] = i == 1
                        ? 2 + random.nextInt(VOCABULARY - 2)
                        : 2 + (tokens[i - 1] * 7 + tokens[Math.max(0, i - 2)]) % (VOCABULARY - 2);
            }
            return new SegmentBuilder()
                    .text(false, 1)
                    .text(true, Arrays.copyOfRange(tokens, 1, tokens.length))
                    .sample("document-" + index);
        }
    }
}
