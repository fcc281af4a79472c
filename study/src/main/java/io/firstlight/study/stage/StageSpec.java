package io.firstlight.study.stage;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.annotation.JsonTypeIdResolver;
import io.firstlight.core.json.SealedKinds;
import io.firstlight.study.training.DataNeed;
import io.firstlight.study.work.DataFacts;
import io.firstlight.study.work.StageWork;
import java.io.IOException;
import java.util.List;

/**
 * What a stage does: one record for each kind of stage, which holds every value the stage's result depends on beside
 * its inputs, and none besides, so that changing one key of a study file re-runs only what depends on it. A record
 * knows what it reads, what it costs and how it is done. Its canonical JSON enters the stage's key and carries it to
 * another process; nothing asks that JSON what the stage is.
 *
 * <p>A new kind of stage is one record, its name in the {@code permits} clause and a step in {@code ChainStages}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.CUSTOM, property = "kind")
@JsonTypeIdResolver(SealedKinds.class)
public sealed interface StageSpec permits PrepareData, EncodeImages, TrainStage, Evaluate {
    /** Inputs of these roles, and no others. */
    InputRoles inputRoles();

    /** What of the data set must be there and fit; checked before anything trains. */
    List<DataNeed> dataNeeds();

    /** Whether it computes with tensors, whose arithmetic its thread is then set up for. */
    boolean computesTensors();

    /** What it has to do, on a data set like that of {@code facts}. */
    StageWork work(DataFacts facts);

    /** Fraction of the machine's matrix-product throughput that stages of this kind reach (measured in docs/LOG.md). */
    double matrixProductShare();

    /**
     * Does the work and leaves the result under {@link StageContext#outputDirectory()}. Called again after a kill with
     * the directories as they were left; it then continues from what it saved in {@link StageContext#workDirectory()}.
     * The result must not depend on how often that happened, on threads or on time. Several stages run at once on
     * threads of one process.
     */
    void run(StageContext context) throws IOException;

    /**
     * Whether a file of the result is what a stage of this kind leaves.
     *
     * @param path relative to the result's directory, with forward slashes
     */
    boolean isOutput(String path);

    /** Whether an output of an interrupted attempt is gone on with; all others are written anew. */
    default boolean isResumed(String path) {
        return false;
    }

    /** Whether reports read this output, so that it is hashed whenever the stage is looked at. */
    boolean isReported(String path);

    /** Its kind's name in JSON. */
    default String kind() {
        return SealedKinds.name(getClass());
    }
}
