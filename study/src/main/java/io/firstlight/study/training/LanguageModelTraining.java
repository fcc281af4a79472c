package io.firstlight.study.training;

import io.firstlight.model.vlm.VisionLanguageModel;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.ParameterRole;
import io.firstlight.train.objective.Objective;
import io.firstlight.train.optimizer.AdamW;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** A decoder under training, with or without eyes. Owns its model. */
record LanguageModelTraining(VisionLanguageModel model, Objective objective, Optional<PackedSamples> samples)
        implements Training {
    /** What {@link #save} writes. */
    static final Set<String> FILES = Set.of(VisionLanguageModel.WEIGHTS_FILE, VisionLanguageModel.CONFIG_FILE);

    @Override
    public FlatParameters parameters() {
        return model.parameters();
    }

    @Override
    public void readWeights(Path stage, Predicate<String> which) throws IOException {
        model.readWeights(stage.resolve(VisionLanguageModel.WEIGHTS_FILE), which);
    }

    @Override
    public void fitProjector() {
        model.matchProjectorToEmbedding();
    }

    @Override
    public Optional<AdamW.UpdateOptions> ownUpdateOptions(String module, ParameterRole role) {
        return Optional.empty();
    }

    @Override
    public void save(Path directory) throws IOException {
        model.save(directory);
    }

    @Override
    public void close() {
        model.close();
    }
}
