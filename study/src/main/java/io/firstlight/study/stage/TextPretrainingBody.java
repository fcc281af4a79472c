package io.firstlight.study.stage;

import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.json.Json;
import io.firstlight.data.batch.BatchSettings;
import io.firstlight.data.batch.BatchStream;
import io.firstlight.data.format.FormatOptions;
import io.firstlight.data.mixture.Mixture;
import io.firstlight.data.mixture.ShareOf;
import io.firstlight.data.source.SampleSource;
import io.firstlight.data.visual.VisualLookup;
import io.firstlight.model.vlm.VisionLanguageModel;
import io.firstlight.study.file.Batching;
import io.firstlight.study.file.DataRoles;
import io.firstlight.study.file.ImageTextPretraining.LrMultiples;
import io.firstlight.study.plan.StageRole;
import io.firstlight.study.plan.StageSettings.TextSegment;
import io.firstlight.study.run.StageBody;
import io.firstlight.study.run.StageContext;
import io.firstlight.train.objective.NextTokenObjective;
import io.firstlight.train.objective.NextTokenObjective.Position;
import io.firstlight.train.optimizer.AdamW;
import java.io.IOException;
import java.nio.file.Path;

/**
 * One segment of the text trunk. Segments follow one another exactly: weights, moments, schedule and the order of
 * documents go on, so 0 to 80 to 100 % is the run that went to 100 % at once.
 */
final class TextPretrainingBody implements StageBody {
    static final String POSITION_FILE = "position.json";
    static final String TEXT_SOURCE = "text";

    @Override
    public void run(StageContext context) throws IOException {
        TextSegment settings = context.settings(TextSegment.class);
        try (StageData data = StageData.open(context);
                VisionLanguageModel model = new VisionLanguageModel(
                        StageModels.textModel(
                                settings.decoder(), data.tokenizer().vocabularySize()),
                        settings.seed(),
                        context.placement())) {
            SampleSource text =
                    data.source(DataRoles.DEFAULT.text(), TEXT_SOURCE, FormatOptions.NONE, VisualLookup.none());
            BatchStream stream = BatchStream.of(
                    batches(settings.training().batching(), settings.span().toTokens()),
                    Mixture.textOnly(text),
                    VisualLookup.none(),
                    settings.seed(),
                    "trunk");
            NextTokenObjective objective = new NextTokenObjective(model, stream);
            model.parameters().trainAll();
            try (AdamW optimizer = new AdamW(
                    model.parameters(),
                    StageModels.optimizer(settings.training().optimizer(), LrMultiples.ONE))) {
                TrainingRun run = new TrainingRun(context, model.parameters(), optimizer);
                if (context.stage().reads(StageRole.TRUNK)) {
                    Path trunk = context.input(StageRole.TRUNK);
                    model.readWeights(trunk.resolve(VisionLanguageModel.WEIGHTS_FILE), name -> true);
                    run.carryOptimizer(trunk);
                    objective.restore(Json.read(trunk.resolve(POSITION_FILE), Position.class));
                }
                TokenReport report = new TokenReport(
                        context,
                        stream.tokens(),
                        new TokenReport.Budget(
                                TEXT_SOURCE,
                                settings.span().tokens(),
                                settings.training().batching().sequenceLength()));
                run.run(
                        objective,
                        settings.schedule(),
                        settings.training().optimizer().clipNorm());
                model.save(context.outputDirectory());
                run.writeOptimizer();
                AtomicFiles.writeString(
                        context.outputDirectory().resolve(POSITION_FILE), Json.pretty(objective.position()));
                report.write(stream, ShareOf.IMAGE_SAMPLE_TOKENS);
            }
        }
    }

    static BatchSettings batches(Batching batching, long budgetTokens) {
        return new BatchSettings(
                batching.sequenceLength(), batching.batchTokens(), budgetTokens, batching.documentMask());
    }
}
