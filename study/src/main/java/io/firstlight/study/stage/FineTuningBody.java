package io.firstlight.study.stage;

import io.firstlight.core.json.Json;
import io.firstlight.data.batch.BatchStream;
import io.firstlight.data.format.FormatOptions;
import io.firstlight.data.mixture.Mixture;
import io.firstlight.data.mixture.ShareOf;
import io.firstlight.data.source.SampleSource;
import io.firstlight.data.source.SourcePrefix;
import io.firstlight.data.visual.VisualLookup;
import io.firstlight.model.vlm.VisionLanguageModel;
import io.firstlight.model.vlm.VisionLanguageModelConfig;
import io.firstlight.model.vlm.VisionLanguageModelConfig.Vision;
import io.firstlight.study.file.DataRoles;
import io.firstlight.study.file.FineTuning;
import io.firstlight.study.file.ModelShape.ImageEncoderShape;
import io.firstlight.study.plan.StageRole;
import io.firstlight.study.plan.StageSettings.FineTune;
import io.firstlight.study.run.StageBody;
import io.firstlight.study.run.StageContext;
import io.firstlight.train.loop.Trainer;
import io.firstlight.train.objective.NextTokenObjective;
import io.firstlight.train.optimizer.AdamW;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Fine-tuning on dialogues, the loss on the answers only, with fresh moments and a schedule of its own. */
final class FineTuningBody implements StageBody {
    static final String SOURCE = "dialogues";
    static final List<String> IMAGE_SETS = List.of(DataRoles.DEFAULT.dialogues());

    @Override
    public void run(StageContext context) throws IOException {
        FineTune settings = context.settings(FineTune.class);
        try (StageData data = StageData.open(context)) {
            VisionLanguageModelConfig config = StageModels.visionModel(
                    settings.model(),
                    settings.imageEncoder(),
                    data.tokenizer().vocabularySize(),
                    ImageEncoderShape.TILE_PIXELS);
            VisualLookup images =
                    data.images(settings.imageEncoder(), config.encoder().tokensPerTile(), IMAGE_SETS);
            SampleSource dialogues = dialogues(data, settings.training(), images);
            // The budget of a stream of passes is its data; the figure only has to be valid.
            BatchStream stream = BatchStream.of(
                    TextPretrainingBody.batches(settings.training().batching(), 1),
                    Mixture.passes(List.of(dialogues), settings.epochs()),
                    images,
                    settings.seed(),
                    "fine-tuning");
            try (VisionLanguageModel model = new VisionLanguageModel(config, settings.seed(), context.placement())) {
                readStart(context, model);
                model.parameters().trainAll();
                try (AdamW optimizer = new AdamW(
                        model.parameters(),
                        StageModels.optimizer(
                                settings.training().optimizer(),
                                settings.training().multiples()))) {
                    NextTokenObjective objective = new NextTokenObjective(model, stream);
                    TokenReport report = new TokenReport(
                            context,
                            stream.tokens(),
                            new TokenReport.Budget(
                                    SOURCE,
                                    objective.plannedUnits(),
                                    settings.training().batching().sequenceLength()));
                    new TrainingRun(context, model.parameters(), optimizer)
                            .run(
                                    objective,
                                    settings.training().learningRate().over(objective.plannedUnits()),
                                    settings.training().optimizer().clipNorm());
                    model.save(context.outputDirectory());
                    report.write(stream, ShareOf.SAMPLES);
                }
            }
        }
    }

    /** What one epoch reads. Closed with the data. */
    static SampleSource dialogues(StageData data, FineTuning training, VisualLookup images) {
        SampleSource all = data.source(DataRoles.DEFAULT.dialogues(), SOURCE, FormatOptions.NONE, images);
        return training.dialoguesPerEpoch() > 0 ? new SourcePrefix(all, training.dialoguesPerEpoch()) : all;
    }

    /** A branch without images has no projector; it gets a new one here, and its encoder as that was trained. */
    private static void readStart(StageContext context, VisionLanguageModel model) throws IOException {
        Path branch = context.input(StageRole.BRANCH);
        VisionLanguageModelConfig of =
                Json.read(branch.resolve(VisionLanguageModel.CONFIG_FILE), VisionLanguageModelConfig.class);
        if (of.vision() == Vision.NONE) {
            model.readWeights(
                    branch.resolve(Trainer.WEIGHTS_FILE),
                    name -> name.startsWith(io.firstlight.model.decoder.Decoder.PREFIX));
            model.matchProjectorToEmbedding();
            if (context.stage().reads(StageRole.IMAGE_ENCODER)) {
                model.readWeights(
                        context.input(StageRole.IMAGE_ENCODER).resolve(Trainer.WEIGHTS_FILE), StageModels::isEncoder);
            }
        } else {
            model.readWeights(branch.resolve(Trainer.WEIGHTS_FILE), name -> true);
        }
    }
}
