package io.firstlight.study.training;

import com.fasterxml.jackson.annotation.JsonTypeName;
import io.firstlight.core.progress.Progress;
import io.firstlight.data.batch.BatchSettings;
import io.firstlight.data.batch.BatchStream;
import io.firstlight.data.mixture.Mixture;
import io.firstlight.data.visual.VisualLookup;
import io.firstlight.model.vlm.VisionLanguageModel;
import io.firstlight.model.vlm.VisionLanguageModelConfig;
import io.firstlight.study.settings.Batching;
import io.firstlight.study.work.DataFacts;
import io.firstlight.study.work.StageWork;
import io.firstlight.tensor.device.Placement;
import io.firstlight.train.objective.NextTokenObjective;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Predicting the next token of packed sequences: text pre-training, mixtures with images, fine-tuning. */
@JsonTypeName("next_token")
public record NextTokenSettings(Batching batching) implements ObjectiveSettings {
    @Override
    public Training open(TrainingSettings settings, StageData data, Placement placement, Progress progress) {
        VisionLanguageModelConfig config =
                settings.model().config(data.tokenizer().vocabularySize());
        VisualLookup images = MixtureSources.images(config.vision(), settings, data);
        Mixture mixture = MixtureSources.open(settings, data, images);
        // The budget of a stream of passes is its data; the figure only has to be valid.
        long budget = settings.budget().endsWithData() ? 1 : settings.budget().to();
        BatchStream stream = BatchStream.of(
                new BatchSettings(batching.sequenceLength(), batching.batchTokens(), budget, batching.documentMask()),
                mixture,
                images,
                settings.seed(),
                settings.order());
        VisionLanguageModel model = new VisionLanguageModel(config, settings.seed(), placement);
        return new LanguageModelTraining(
                model,
                new NextTokenObjective(model, stream),
                Optional.of(
                        new PackedSamples(stream, settings.mixture(), settings.budget(), batching.sequenceLength())));
    }

    @Override
    public DataNeed dataNeed(TrainingSettings settings) {
        return new MixtureNeed(
                settings.model(), settings.mixture(), settings.budget().endsWithData(), batching.sequenceLength());
    }

    @Override
    public StageWork work(TrainingSettings settings, DataFacts facts) {
        return NextTokenWork.of(settings, batching, facts);
    }

    @Override
    public double matrixProductShare(TrainingSettings settings) {
        if (settings.budget().endsWithData()) {
            return 0.50;
        }
        return settings.mixture().parts().isEmpty() ? 0.65 : 0.58;
    }

    @Override
    public Set<String> outputFiles() {
        return Stream.of(LanguageModelTraining.FILES, TokenReport.FILES)
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
    }
}
