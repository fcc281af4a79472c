package io.firstlight.study.training;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.firstlight.core.progress.Progress;
import io.firstlight.data.visual.VisualLookup;
import io.firstlight.model.vlm.VisionLanguageModel;
import io.firstlight.model.vlm.VisionLanguageModelConfig;
import io.firstlight.study.work.DataFacts;
import io.firstlight.study.work.StageWork;
import io.firstlight.tensor.device.Placement;
import io.firstlight.train.objective.AlignmentObjective;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Aligns a new projector and the token embeddings on captioned single images: a bag-of-words loss on the cosine
 * similarity between visual tokens and caption token embeddings.
 */
@JsonTypeName("alignment")
public record AlignmentSettings(int batchImages) implements ObjectiveSettings {
    /**
     * At what multiple of the learning rate token embeddings train where nothing says. Words move towards their images,
     * but slowly: a language model whose embeddings jump forgets what it knows.
     */
    public static final double EMBEDDING_RATE = 0.3;

    @Override
    public Training open(TrainingSettings settings, StageData data, Placement placement, Progress progress)
            throws IOException {
        ModelParts.VisionLanguage parts = vision(settings);
        MixtureSettings.Part source = settings.mixture().parts().get(0);
        VisionLanguageModelConfig config = parts.config(data.tokenizer().vocabularySize());
        VisualLookup images = data.images(config.vision(), List.of(source.source()));
        VisionLanguageModel model = new VisionLanguageModel(config, settings.seed(), placement);
        try {
            AlignmentObjective objective = new AlignmentObjective(
                    model,
                    images,
                    CaptionBags.read(data, source.source(), source.captions(), progress),
                    new AlignmentObjective.Settings(settings.budget().to(), batchImages, settings.seed()));
            return new LanguageModelTraining(model, objective, Optional.empty());
        } catch (IOException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private static ModelParts.VisionLanguage vision(TrainingSettings settings) {
        if (settings.model() instanceof ModelParts.VisionLanguage vision) {
            return vision;
        }
        throw new IllegalArgumentException("alignment needs a model with a projector, found " + settings.model());
    }

    @Override
    public DataNeed dataNeed(TrainingSettings settings) {
        MixtureSettings.Part source = settings.mixture().parts().get(0);
        return new CaptionedImagesNeed(source.source(), source.captions());
    }

    @Override
    public StageWork work(TrainingSettings settings, DataFacts facts) {
        return ImageObjectiveWork.alignment(vision(settings), settings.budget().amount(), facts);
    }

    @Override
    public double matrixProductShare(TrainingSettings settings) {
        return 0.80;
    }

    @Override
    public Set<String> outputFiles() {
        return LanguageModelTraining.FILES;
    }
}
