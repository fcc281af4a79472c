package io.firstlight.study.training;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.annotation.JsonTypeIdResolver;
import io.firstlight.core.json.SealedKinds;
import io.firstlight.core.progress.Progress;
import io.firstlight.study.work.DataFacts;
import io.firstlight.study.work.StageWork;
import io.firstlight.tensor.device.Placement;
import java.io.IOException;
import java.util.Set;

/**
 * What is trained for, and how batches are made for it. A new objective is one record here and its name in the
 * {@code permits} clause.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.CUSTOM, property = "kind")
@JsonTypeIdResolver(SealedKinds.class)
public sealed interface ObjectiveSettings permits NextTokenSettings, AlignmentSettings, ContrastiveSettings {
    /**
     * A new model of {@code settings.model()} on {@code placement} and its objective over {@code data}. Nothing has
     * been read into the model yet, and none of it trains yet.
     */
    Training open(TrainingSettings settings, StageData data, Placement placement, Progress progress) throws IOException;

    /** What of the data set must be there for it. */
    DataNeed dataNeed(TrainingSettings settings);

    /** What a stage of these settings has to do. */
    StageWork work(TrainingSettings settings, DataFacts facts);

    /** Fraction of the machine's matrix-product throughput that such stages reach (measured in docs/LOG.md). */
    double matrixProductShare(TrainingSettings settings);

    /**
     * Names of the files that the stage leaves beside those of every training stage: what {@link Training#save} writes
     * and, where it has {@link Training#samples}, their {@link TokenReport}.
     */
    Set<String> outputFiles();
}
