package io.firstlight.study.stage;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.firstlight.study.training.DataNeed;
import io.firstlight.study.training.StageFiles;
import io.firstlight.study.training.TrainingRun;
import io.firstlight.study.training.TrainingSettings;
import io.firstlight.study.work.DataFacts;
import io.firstlight.study.work.StageWork;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Trains a model, or a part of one. Segments of a trunk, branches with and without images, alignment, image-encoder
 * training and fine-tuning are this stage with different settings and inputs.
 */
@JsonTypeName("train")
public record TrainStage(TrainingSettings settings) implements StageSpec {
    private static final InputRoles INPUTS = new InputRoles(
            Set.of(StageRole.DATA),
            Set.of(
                    StageRole.FEATURES,
                    StageRole.DECODER,
                    StageRole.PROJECTOR,
                    StageRole.IMAGE_ENCODER,
                    StageRole.OPTIMIZER,
                    StageRole.SAMPLE_ORDER));

    @Override
    public InputRoles inputRoles() {
        return INPUTS;
    }

    @Override
    public List<DataNeed> dataNeeds() {
        return List.of(settings.objective().dataNeed(settings));
    }

    @Override
    public boolean computesTensors() {
        return true;
    }

    @Override
    public StageWork work(DataFacts facts) {
        return settings.objective().work(settings, facts);
    }

    @Override
    public double matrixProductShare() {
        return settings.objective().matrixProductShare(settings);
    }

    @Override
    public boolean isOutput(String path) {
        return TrainingRun.FILES.contains(path)
                || settings.objective().outputFiles().contains(path)
                || (settings.optimizer().keepsState() && TrainingRun.STATE_FILES.contains(path));
    }

    /** The ledger of samples, which proves to belong to the checkpoint before it is continued. */
    @Override
    public boolean isResumed(String path) {
        return path.equals(TrainingRun.SAMPLES_FILE);
    }

    @Override
    public boolean isReported(String path) {
        return path.equals(StageFiles.CURVES) || path.equals(StageFiles.TOKENS);
    }

    @Override
    public void run(StageContext context) throws IOException {
        TrainBody.run(settings, context);
    }
}
