package io.firstlight.study.cost;

import io.firstlight.model.decoder.DecoderConfig;
import io.firstlight.study.file.Batching;
import io.firstlight.study.file.FineTuning;
import io.firstlight.study.file.ModelShape;
import io.firstlight.study.file.TransformerShape;
import io.firstlight.study.plan.Stage;
import io.firstlight.study.plan.StageSettings;
import io.firstlight.study.recipe.ImageEncoderChoice;

/**
 * What a stage has to do, from its settings and facts of the data alone.
 *
 * @param memoryBytes at the peak
 * @param diskBytes of the result
 */
record StageWork(Work work, long memoryBytes, long diskBytes) {
    /** Weights, gradients and two moments. */
    private static final long TRAINING_BYTES = 16;
    /** Weights and two moments. */
    private static final long CHECKPOINT_BYTES = 12;

    private static final long WEIGHT_BYTES = 4;
    private static final long BASE_BYTES = 400L << 20;

    /** @param model shapes of the study the stage belongs to, for the stages whose inputs know them */
    static StageWork of(Stage stage, ModelShape model, DataFacts facts) {
        return switch (stage.kind()) {
            case PREPARE_DATA -> new StageWork(new Work(0, 0, stage.settings().toString()), BASE_BYTES, 100L << 20);
            case TRAIN_IMAGE_ENCODER -> encoder(stage.settings(StageSettings.TrainImageEncoder.class), facts);
            case ENCODE_IMAGES -> encode(stage.settings(StageSettings.EncodeImages.class), model.imageEncoder(), facts);
            case TEXT_PRETRAINING -> text(stage.settings(StageSettings.TextSegment.class), facts);
            case ALIGN_PROJECTOR -> align(stage.settings(StageSettings.AlignProjector.class), facts);
            case IMAGE_TEXT_PRETRAINING ->
                StageSettings.hasImages(stage)
                        ? mixture(stage.settings(StageSettings.ImageTextMixture.class), facts)
                        : textOnly(stage.settings(StageSettings.TextOnlyBranch.class), facts);
            case FINE_TUNING -> fineTune(stage.settings(StageSettings.FineTune.class), facts);
            case EVALUATE -> evaluate(stage.settings(StageSettings.Evaluate.class), model, facts);
        };
    }

    private static StageWork encoder(StageSettings.TrainImageEncoder settings, DataFacts facts) {
        int captions = settings.training().contrast().batchImages()
                + settings.training().contrast().extraCaptions();
        double perView = Operations.TRAINING
                * (Operations.encoderPerTile(settings.shape(), facts.tokenizer().tilePixels())
                        + Operations.contrastPerImage(captions));
        long parameters = Operations.encoderParameters(settings.shape())
                + 128L * facts.tokenizer().vocabularySize();
        long views = settings.training().views();
        // All images are held in memory.
        long imageBytes = facts.tiles().getOrDefault("encoder", 0L)
                * 3
                * facts.tokenizer().tilePixels()
                * facts.tokenizer().tilePixels();
        return new StageWork(
                new Work(views, perView * views, settings.shape() + " " + captions),
                BASE_BYTES + parameters * TRAINING_BYTES + imageBytes,
                parameters * WEIGHT_BYTES);
    }

    private static StageWork encode(
            StageSettings.EncodeImages settings, ModelShape.ImageEncoderShape shape, DataFacts facts) {
        long tiles = settings.imageSets().stream()
                .mapToLong(set -> facts.tiles().getOrDefault(set, 0L))
                .sum();
        double flops =
                tiles * Operations.encoderPerTile(shape, facts.tokenizer().tilePixels());
        return new StageWork(
                new Work(tiles * shape.tokensPerTile(), flops, shape.toString()),
                BASE_BYTES,
                tiles * shape.tokensPerTile() * shape.width() * 2);
    }

    private static StageWork text(StageSettings.TextSegment settings, DataFacts facts) {
        long tokens = settings.span().tokens();
        return decoderTraining(settings.decoder(), settings.training().batching(), facts, tokens, tokens, 0, "");
    }

    private static StageWork textOnly(StageSettings.TextOnlyBranch settings, DataFacts facts) {
        return decoderTraining(
                settings.decoder(),
                settings.training().batching(),
                facts,
                settings.budgetTokens(),
                settings.budgetTokens(),
                0,
                "");
    }

    private static StageWork align(StageSettings.AlignProjector settings, DataFacts facts) {
        TransformerShape decoder = settings.model().decoder();
        double visualTokens =
                facts.encoder().meanTiles() * settings.model().imageEncoder().tokensPerTile();
        double perView = Operations.TRAINING
                * (visualTokens * projectorPerToken(settings.model(), settings.imageEncoder(), facts)
                        + Operations.headPerToken(config(decoder, facts)));
        long parameters = decoderParameters(decoder, facts);
        long views = settings.training().views();
        return new StageWork(
                new Work(views, perView * views, settings.model() + " " + settings.imageEncoder()),
                BASE_BYTES + parameters * TRAINING_BYTES,
                parameters * WEIGHT_BYTES);
    }

    private static StageWork mixture(StageSettings.ImageTextMixture settings, DataFacts facts) {
        long tokens = settings.budget().tokens();
        double visualPerImage =
                facts.mixture().meanTiles() * settings.model().imageEncoder().tokensPerTile();
        double visualOfImageSample =
                visualPerImage / (visualPerImage + facts.mixture().meanTextTokens());
        double share = settings.visual().images().share();
        double visual = tokens
                * switch (settings.budget().shareOf()) {
                    case VISUAL_TOKENS -> share;
                    case IMAGE_SAMPLE_TOKENS -> share * visualOfImageSample;
                    // A text document is about as long as a row, an image sample as long as it is.
                    case SAMPLES ->
                        share
                                * visualPerImage
                                / (share * (visualPerImage + facts.mixture().meanTextTokens())
                                        + (1 - share)
                                                * settings.training().batching().sequenceLength());
                };
        return decoderTraining(
                settings.model().decoder(),
                settings.training().batching(),
                facts,
                tokens,
                tokens - visual,
                visual * visualPerToken(settings.model(), settings.visual().imageEncoder(), facts),
                settings.visual().imageEncoder().serializedName());
    }

    private static StageWork fineTune(StageSettings.FineTune settings, DataFacts facts) {
        FineTuning training = settings.training();
        long perEpoch = training.dialoguesPerEpoch() == 0
                ? facts.dialogues().count()
                : Math.min(training.dialoguesPerEpoch(), facts.dialogues().count());
        double dialogues = (double) perEpoch * settings.epochs();
        double visual = dialogues
                * facts.dialogues().meanTiles()
                * settings.model().imageEncoder().tokensPerTile();
        double tokens = dialogues * facts.dialogues().meanTextTokens() + visual;
        return decoderTraining(
                settings.model().decoder(),
                training.batching(),
                facts,
                Math.round(tokens),
                dialogues * facts.dialogues().meanTargets(),
                visual * visualPerToken(settings.model(), settings.imageEncoder(), facts),
                settings.imageEncoder().serializedName());
    }

    private static StageWork evaluate(StageSettings.Evaluate settings, ModelShape model, DataFacts facts) {
        DataFacts.Evaluation evaluation = facts.evaluation();
        double visual = evaluation.rows()
                * evaluation.meanTiles()
                * model.imageEncoder().tokensPerTile();
        double tokens = evaluation.rows() * evaluation.meanTextTokens()
                + visual
                + settings.evaluation().validationTokens();
        int columns = (int) Math.ceil(tokens / Math.max(1, evaluation.rows()));
        double flops = tokens * Operations.decoderPerToken(config(model.decoder(), facts), columns)
                + (evaluation.rows() + settings.evaluation().validationTokens())
                        * Operations.headPerToken(config(model.decoder(), facts))
                + visual * visualPerToken(model, settings.imageEncoder(), facts) / Operations.TRAINING;
        return new StageWork(
                new Work(Math.round(tokens), flops, model.decoder() + " " + settings.imageEncoder()),
                BASE_BYTES + decoderParameters(model.decoder(), facts) * WEIGHT_BYTES,
                evaluation.rows() * 200);
    }

    private static StageWork decoderTraining(
            TransformerShape decoder,
            Batching batching,
            DataFacts facts,
            long tokens,
            double predicted,
            double visualFlops,
            String how) {
        double flops = Operations.TRAINING
                        * (tokens * Operations.decoderPerToken(config(decoder, facts), batching.sequenceLength())
                                + predicted * Operations.headPerToken(config(decoder, facts)))
                + visualFlops;
        long parameters = decoderParameters(decoder, facts);
        // Kept for the backward pass, per position and layer: about 8 rows of the width and 4 of the feed-forward's.
        long activations = 4L
                * batching.batchTokens()
                * decoder.layers()
                * (8L * decoder.width() + 4L * decoder.feedForwardWidth());
        return new StageWork(
                new Work(tokens, flops, decoder + " " + batching + " " + how),
                BASE_BYTES + parameters * TRAINING_BYTES + activations,
                parameters * CHECKPOINT_BYTES);
    }

    /** Training operations for one visual token, before the decoder. */
    private static double visualPerToken(ModelShape model, ImageEncoderChoice choice, DataFacts facts) {
        double encoder = choice == ImageEncoderChoice.TRAINED_VIT
                ? Operations.encoderPerTile(
                                model.imageEncoder(), facts.tokenizer().tilePixels())
                        / model.imageEncoder().tokensPerTile()
                : 0;
        return Operations.TRAINING * (encoder + projectorPerToken(model, choice, facts));
    }

    private static double projectorPerToken(ModelShape model, ImageEncoderChoice choice, DataFacts facts) {
        int patch = facts.tokenizer().tilePixels() / model.imageEncoder().gridSide();
        int featureWidth = choice == ImageEncoderChoice.PATCH_PROJECTION
                ? 3 * patch * patch
                : model.imageEncoder().width();
        return Operations.projectorPerToken(featureWidth, model.decoder().width());
    }

    private static long decoderParameters(TransformerShape decoder, DataFacts facts) {
        return config(decoder, facts).numParameters();
    }

    private static DecoderConfig config(TransformerShape decoder, DataFacts facts) {
        return decoder.config(facts.tokenizer().vocabularySize());
    }
}
