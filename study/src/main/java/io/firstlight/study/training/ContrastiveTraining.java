package io.firstlight.study.training;

import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.json.Json;
import io.firstlight.model.vision.ImageEncoder;
import io.firstlight.model.vision.ImageEncoderConfig;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.ParameterRole;
import io.firstlight.tensor.safetensors.Safetensors;
import io.firstlight.train.loop.Trainer;
import io.firstlight.train.objective.Objective;
import io.firstlight.train.optimizer.AdamW;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** An image encoder under contrastive training, with the text tower of that loss. Owns its parameters. */
record ContrastiveTraining(ImageEncoderConfig config, FlatParameters parameters, Objective objective)
        implements Training {
    /** What {@link #save} writes. */
    static final Set<String> FILES = Set.of(Trainer.WEIGHTS_FILE, TrainedEncoder.CONFIG_FILE);

    /** The two scalars of the loss have far to go. */
    private static final double SCALE_LR_MULTIPLE = 5;

    @Override
    public void readWeights(Path stage, Predicate<String> which) throws IOException {
        parameters.read(stage.resolve(Trainer.WEIGHTS_FILE), which);
    }

    /** There is none. */
    @Override
    public void fitProjector() {}

    @Override
    public Optional<AdamW.UpdateOptions> ownUpdateOptions(String module, ParameterRole role) {
        return module.equals(ImageEncoder.MODULE)
                ? Optional.empty()
                : Optional.of(new AdamW.UpdateOptions(role == ParameterRole.SCALAR ? SCALE_LR_MULTIPLE : 1, 0));
    }

    @Override
    public Optional<PackedSamples> samples() {
        return Optional.empty();
    }

    @Override
    public void save(Path directory) throws IOException {
        Safetensors.write(
                directory.resolve(Trainer.WEIGHTS_FILE), parameters.masters(), Map.of("format", "firstlight"));
        AtomicFiles.writeString(directory.resolve(TrainedEncoder.CONFIG_FILE), Json.pretty(config));
    }

    @Override
    public void close() {
        parameters.close();
    }
}
