package io.firstlight.cli.command;

import io.firstlight.core.random.KeyedRandom;
import io.firstlight.core.sequence.ImageInputs;
import io.firstlight.core.sequence.ImageSpans;
import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.model.family.openlm.OpenLmConfig;
import io.firstlight.model.vlm.VisionLanguageModel;
import io.firstlight.model.vlm.VisionLanguageModelConfig;
import io.firstlight.model.vlm.VisionLanguageModelConfig.Vision;
import io.firstlight.tensor.Engine;
import io.firstlight.tensor.device.Placement;
import io.firstlight.train.objective.NextTokenGradient;
import io.firstlight.train.optimizer.AdamW;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A program that trains a small decoder for some steps on two threads and saves it; argument: the directory. */
public final class PortableTraining {
    private static final int ROWS = 16;
    private static final int COLUMNS = 64;
    private static final int VOCABULARY = 512;
    private static final int STEPS = 6;

    private PortableTraining() {}

    public static void main(String[] arguments) throws IOException {
        Engine.setComputeThreads(2);
        System.out.println(Engine.describe());
        AdamW.UpdateSettings settings =
                new AdamW.UpdateSettings(0.9, 0.95, 1e-8, (module, role) -> new AdamW.UpdateOptions(1, 0.1));
        VisionLanguageModelConfig config =
                new VisionLanguageModelConfig(new OpenLmConfig(VOCABULARY, 64, 2, 2, 96), new Vision.None());
        try (VisionLanguageModel model = new VisionLanguageModel(config, 3, Placement.CPU)) {
            model.parameters().trainAll();
            try (AdamW optimizer = new AdamW(model.parameters(), settings)) {
                for (int step = 0; step < STEPS; step++) {
                    PackedTokens batch = batch(step);
                    model.parameters().zeroGradients();
                    NextTokenGradient.add(model, batch, ImageInputs.NONE, batch.numTargets());
                    optimizer.step(1e-2, Math.min(1, 1 / optimizer.gradientNorm()));
                }
            }
            model.save(Files.createDirectories(Path.of(arguments[0])));
        }
        Runtime.getRuntime().halt(0);
    }

    private static PackedTokens batch(int step) {
        int size = ROWS * COLUMNS;
        KeyedRandom random = KeyedRandom.of(7, "batch", step);
        int[] ids = random.ints(size, 0, VOCABULARY).toArray();
        int[] targets = random.ints(size, 0, VOCABULARY).toArray();
        int[] positions = new int[size];
        for (int i = 0; i < size; i++) {
            positions[i] = i % COLUMNS;
        }
        return new PackedTokens(
                ROWS, COLUMNS, ids, targets, new PackedTokens.Layout(new int[size], positions, ImageSpans.NONE));
    }
}
