package io.firstlight.study.stage;

import io.firstlight.data.batch.BatchStream;
import io.firstlight.data.ledger.TokenLedger;
import io.firstlight.data.mixture.Mixture;
import io.firstlight.data.mixture.ShareOf;
import io.firstlight.data.visual.VisualLookup;
import io.firstlight.model.decoder.Decoder;
import io.firstlight.model.vlm.VisionLanguageModel;
import io.firstlight.model.vlm.VisionLanguageModelConfig;
import io.firstlight.study.file.ModelShape.ImageEncoderShape;
import io.firstlight.study.plan.StageRole;
import io.firstlight.study.plan.StageSettings.BranchTraining;
import io.firstlight.study.plan.StageSettings.ImageTextMixture;
import io.firstlight.study.plan.StageSettings.TextOnlyBranch;
import io.firstlight.study.run.StageBody;
import io.firstlight.study.run.StageContext;
import io.firstlight.train.loop.Trainer;
import io.firstlight.train.objective.NextTokenObjective;
import io.firstlight.train.optimizer.AdamW;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A branch: the trunk's decoder goes on, with its optimizer's moments, in a mixture of images and text while the
 * learning rate cools down; or in text alone, which is the recipe without images.
 */
final class ImageTextPretrainingBody implements StageBody {
    private static final String PURPOSE = "mixture";

    @Override
    public void run(StageContext context) throws IOException {
        if (context.stage().settings().has("visual")) {
            withImages(context);
        } else {
            textOnly(context);
        }
    }

    private static void withImages(StageContext context) throws IOException {
        ImageTextMixture settings = context.settings(ImageTextMixture.class);
        try (StageData data = StageData.open(context)) {
            VisionLanguageModelConfig config = StageModels.visionModel(
                    settings.model(),
                    settings.visual().imageEncoder(),
                    data.tokenizer().vocabularySize(),
                    ImageEncoderShape.TILE_PIXELS);
            VisualLookup images = data.images(
                    settings.visual().imageEncoder(),
                    config.encoder().tokensPerTile(),
                    MixtureSources.imageSets(settings));
            Mixture mixture = MixtureSources.of(data, settings, images);
            train(
                    context,
                    config,
                    new Branch(settings.training(), settings.budget().tokens(), settings.seed()),
                    mixture,
                    images);
        }
    }

    private static void textOnly(StageContext context) throws IOException {
        TextOnlyBranch settings = context.settings(TextOnlyBranch.class);
        try (StageData data = StageData.open(context)) {
            VisionLanguageModelConfig config =
                    StageModels.textModel(settings.decoder(), data.tokenizer().vocabularySize());
            train(
                    context,
                    config,
                    new Branch(settings.training(), settings.budgetTokens(), settings.seed()),
                    Mixture.textOnly(MixtureSources.text(data)),
                    VisualLookup.none());
        }
    }

    private record Branch(BranchTraining training, long budgetTokens, long seed) {}

    private static void train(
            StageContext context, VisionLanguageModelConfig config, Branch branch, Mixture mixture, VisualLookup images)
            throws IOException {
        BatchStream stream = BatchStream.of(
                TextPretrainingBody.batches(branch.training().batching(), branch.budgetTokens()),
                mixture,
                images,
                branch.seed(),
                PURPOSE);
        try (VisionLanguageModel model = new VisionLanguageModel(config, branch.seed(), context.placement())) {
            readStart(context, model);
            model.parameters().trainAll();
            try (AdamW optimizer = new AdamW(
                    model.parameters(),
                    StageModels.optimizer(
                            branch.training().optimizer(), branch.training().multiples()))) {
                TrainingRun run = new TrainingRun(context, model.parameters(), optimizer);
                if (context.stage().reads(StageRole.TRUNK)) {
                    run.carryOptimizer(context.input(StageRole.TRUNK));
                }
                run.run(
                        new NextTokenObjective(model, stream),
                        branch.training().schedule(),
                        branch.training().optimizer().clipNorm());
                model.save(context.outputDirectory());
                boolean divided = mixture.shareOf() == ShareOf.VISUAL_TOKENS
                        && mixture.components().size() > 1;
                new TokenReport(
                                context,
                                TokenLedger.EMPTY,
                                new TokenReport.Budget(
                                        divided ? "text of all sources" : TextPretrainingBody.TEXT_SOURCE,
                                        branch.budgetTokens(),
                                        branch.training().batching().sequenceLength()))
                        .write(stream, mixture.shareOf());
            }
        }
    }

    /**
     * Decoder and projector from the alignment, or the decoder from the trunk; an encoder that trains on from its own
     * stage.
     */
    private static void readStart(StageContext context, VisionLanguageModel model) throws IOException {
        if (context.stage().reads(StageRole.ALIGNED)) {
            Path aligned = context.input(StageRole.ALIGNED).resolve(Trainer.WEIGHTS_FILE);
            model.readWeights(aligned, name -> !StageModels.isEncoder(name));
        } else if (context.stage().reads(StageRole.TRUNK)) {
            model.readWeights(
                    context.input(StageRole.TRUNK).resolve(Trainer.WEIGHTS_FILE),
                    name -> name.startsWith(Decoder.PREFIX));
            model.matchProjectorToEmbedding();
        }
        if (context.stage().reads(StageRole.IMAGE_ENCODER)) {
            model.readWeights(
                    context.input(StageRole.IMAGE_ENCODER).resolve(Trainer.WEIGHTS_FILE), StageModels::isEncoder);
        }
    }
}
