package io.firstlight.study.training;

import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.ParameterRole;
import io.firstlight.train.objective.Objective;
import io.firstlight.train.optimizer.AdamW;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/** A model under training: its parameters, its objective, and how they are read and kept. Confined to one thread. */
public interface Training extends AutoCloseable {
    FlatParameters parameters();

    /** Overwrites the parameters whose names {@code which} accepts with those of a finished stage. */
    void readWeights(Path stage, Predicate<String> which) throws IOException;

    /** Makes a new projector's tokens as large as suits the word embeddings, where there is a projector. */
    void fitProjector();

    /**
     * How a parameter is updated that belongs to the objective rather than to a part of the model; it always trains.
     */
    Optional<AdamW.UpdateOptions> ownUpdateOptions(String module, ParameterRole role);

    Objective objective();

    /** The packed samples that the objective reads, whose tokens are accounted for; none where it counts images. */
    Optional<PackedSamples> samples();

    /** Writes weights and configuration. */
    void save(Path directory) throws IOException;

    @Override
    void close();
}
