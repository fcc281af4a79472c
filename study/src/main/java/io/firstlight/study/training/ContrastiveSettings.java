package io.firstlight.study.training;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.firstlight.core.progress.Progress;
import io.firstlight.model.contrastive.ContrastiveModel;
import io.firstlight.model.vision.ImageEncoderConfig;
import io.firstlight.study.settings.ImageEncoderShape;
import io.firstlight.study.work.DataFacts;
import io.firstlight.study.work.StageWork;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.train.objective.ContrastiveObjective;
import io.firstlight.train.objective.ContrastivePairs;
import java.io.IOException;
import java.util.Set;

/**
 * Training an image encoder on single images and their captions with the sigmoid contrastive loss.
 *
 * @param extraCaptions captions beyond the batch's own that serve as negatives in a step
 */
@JsonTypeName("contrastive")
public record ContrastiveSettings(int batchImages, int extraCaptions) implements ObjectiveSettings {
    @Override
    public Training open(TrainingSettings settings, StageData data, Placement placement, Progress progress)
            throws IOException {
        MixtureSettings.Part source = settings.mixture().parts().get(0);
        ImageEncoderConfig config = shape(settings).config();
        ContrastivePairs pairs =
                CaptionedImages.read(data, config.transform(), source.source(), source.captions(), progress);
        FlatParameters parameters = new FlatParameters(
                ContrastiveModel.declare(config, data.tokenizer().vocabularySize()), settings.seed(), placement);
        ContrastiveObjective objective = new ContrastiveObjective(
                new ContrastiveModel(config.create(parameters), parameters),
                pairs,
                new ContrastiveObjective.Settings(settings.budget().to(), batchImages, extraCaptions, settings.seed()));
        return new ContrastiveTraining(config, parameters, objective);
    }

    private static ImageEncoderShape shape(TrainingSettings settings) {
        if (settings.model() instanceof ModelParts.ImageEncoderOnly encoder) {
            return encoder.shape();
        }
        throw new IllegalArgumentException(
                "contrastive training needs an image encoder and no decoder, found " + settings.model());
    }

    @Override
    public DataNeed dataNeed(TrainingSettings settings) {
        return new CaptionedImagesNeed(settings.mixture().parts().get(0).source(), "");
    }

    @Override
    public StageWork work(TrainingSettings settings, DataFacts facts) {
        return ImageObjectiveWork.contrastive(shape(settings), batchImages + extraCaptions, settings, facts);
    }

    @Override
    public double matrixProductShare(TrainingSettings settings) {
        return 0.60;
    }

    @Override
    public Set<String> outputFiles() {
        return ContrastiveTraining.FILES;
    }
}
