package io.firstlight.study.plan;

import io.firstlight.data.format.SampleFormats;
import io.firstlight.data.mixture.ShareOf;
import io.firstlight.study.file.FineTuning;
import io.firstlight.study.file.ImageEncoderTraining;
import io.firstlight.study.file.ImageTextPretraining;
import io.firstlight.study.file.ImageTextPretraining.LrMultiples;
import io.firstlight.study.file.ProjectorAlignment;
import io.firstlight.study.file.StudySettings;
import io.firstlight.study.file.TextPretraining;
import io.firstlight.study.recipe.ImageEncoderChoice;
import io.firstlight.study.recipe.RecipeSection;
import io.firstlight.study.recipe.RecipeSection.ImagePart;
import io.firstlight.study.settings.DataRoles;
import io.firstlight.study.training.AlignmentSettings;
import io.firstlight.study.training.ContrastiveSettings;
import io.firstlight.study.training.MixtureSettings;
import io.firstlight.study.training.MixtureSettings.Part;
import io.firstlight.study.training.ModelParts;
import io.firstlight.study.training.NextTokenSettings;
import io.firstlight.study.training.OptimizerSettings;
import io.firstlight.study.training.OptimizerSettings.PartRates;
import io.firstlight.study.training.RateSettings;
import io.firstlight.study.training.TrainingBudget;
import io.firstlight.study.training.TrainingBudget.Unit;
import io.firstlight.study.training.TrainingSettings;
import io.firstlight.train.schedule.LearningRateSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The training settings of a recipe's stages, as the short form of a study file means them. */
final class RecipeTraining {
    private static final String CAPTIONS = "captions";
    private static final String DIALOGUES = "dialogues";
    private static final String INSTRUCTIONS = "instructions";
    /** Words move towards their images, but slowly: a language model whose embeddings jump forgets what it knows. */
    private static final double ALIGNED_EMBEDDING_RATE = 0.3;

    private final StudySettings study;
    private final RecipeSection recipe;
    private final long seed;
    private final DataRoles roles;

    RecipeTraining(StudySettings study, DataRoles roles, long seed) {
        this.study = study;
        this.recipe = study.recipe();
        this.seed = seed;
        this.roles = roles;
    }

    TrainingSettings imageEncoder() {
        ImageEncoderTraining training = study.phases().encoding().imageEncoderTraining();
        return new TrainingSettings(
                new ModelParts.ImageEncoderOnly(study.model().imageEncoder()),
                MixtureSettings.only(Part.ofCaptions(roles.encoder(), training.captions())),
                TrainingBudget.of(Unit.VIEWS, training.views()),
                new RateSettings.InShares(training.learningRate()),
                new OptimizerSettings(training.optimizer(), new PartRates(0, 0, 0, 1), false),
                new ContrastiveSettings(
                        training.contrast().batchImages(), training.contrast().extraCaptions()),
                "contrastive",
                seed);
    }

    /** The trunk's segment between two checkpoints; its schedule is that of the whole trunk. */
    TrainingSettings trunk(int fromPercent, int toPercent) {
        TextPretraining text = study.phases().textPretraining();
        return new TrainingSettings(
                new ModelParts.LanguageModel(study.model().decoder()),
                MixtureSettings.textOnly(roles.text()),
                new TrainingBudget(Unit.TOKENS, text.tokensAt(fromPercent), text.tokensAt(toPercent)),
                new RateSettings.InTokens(text.trunk().schedule()),
                new OptimizerSettings(text.optimizer(), new PartRates(1, 1, 0, 0), true),
                new NextTokenSettings(text.batching()),
                RecipeStages.TRUNK,
                seed);
    }

    TrainingSettings alignment() {
        boolean patches = recipe.imageEncoder() == ImageEncoderChoice.PATCH_PROJECTION;
        ProjectorAlignment alignment = study.phases().encoding().projectorAlignment();
        // Patches have no encoder, so their projector gets the images that the encoder was shown as well.
        long views = alignment.views()
                + (patches ? study.phases().encoding().imageEncoderTraining().views() : 0);
        return new TrainingSettings(
                // A trained encoder starts as the frozen one, so both are aligned by the same stage.
                new ModelParts.VisionLanguage(
                        study.model(), patches ? ImageEncoderChoice.PATCH_PROJECTION : ImageEncoderChoice.FROZEN_VIT),
                MixtureSettings.only(Part.ofCaptions(roles.encoder(), alignment.captions())),
                TrainingBudget.of(Unit.VIEWS, views),
                new RateSettings.InShares(alignment.learningRate()),
                new OptimizerSettings(alignment.optimizer(), new PartRates(0, ALIGNED_EMBEDDING_RATE, 1, 0), false),
                new AlignmentSettings(alignment.batchImages()),
                RecipeStages.ALIGNMENT,
                seed);
    }

    TrainingSettings mixture() {
        ImagePart images = recipe.images();
        List<Part> parts = new ArrayList<>();
        double captions = images.share() * (1 - images.instructionShare());
        double instructions = images.share() * images.instructionShare();
        if (captions > 0) {
            parts.add(new Part(
                    CAPTIONS, roles.mixture(), captions, Map.of(SampleFormats.CAPTION_OPTION, images.captions()), 0));
        }
        if (instructions > 0) {
            parts.add(new Part(
                    INSTRUCTIONS,
                    roles.dialogues(),
                    instructions,
                    Map.of(SampleFormats.ONLY_OPTION, SampleFormats.WITH_IMAGE),
                    0));
        }
        ShareOf shareOf = study.phases().imageTextPretraining().budget().shareOf();
        return branch(
                visionLanguage(),
                new MixtureSettings(roles.text(), parts, shareOf),
                visionRates(study.phases().imageTextPretraining().multiples()));
    }

    TrainingSettings textBranch() {
        double embedding = study.phases().imageTextPretraining().multiples().embedding();
        return branch(
                new ModelParts.LanguageModel(study.model().decoder()),
                MixtureSettings.textOnly(roles.text()),
                new PartRates(1, embedding, 0, 0));
    }

    /** The schedule is resolved here, so that what has no effect at this branch point does not enter the key. */
    private TrainingSettings branch(ModelParts model, MixtureSettings mixture, PartRates rates) {
        ImageTextPretraining training = study.phases().imageTextPretraining();
        long tokens = training.budget().tokens();
        LearningRateSchedule schedule =
                training.schedule().resolve(study.phases().textPretraining(), recipe.textPercent(), tokens);
        return new TrainingSettings(
                model,
                mixture,
                TrainingBudget.of(Unit.TOKENS, tokens),
                new RateSettings.InTokens(schedule),
                new OptimizerSettings(training.optimizer(), rates, false),
                new NextTokenSettings(training.batching()),
                RecipeStages.MIXTURE,
                seed);
    }

    TrainingSettings fineTuning() {
        FineTuning training = study.phases().fineTuning();
        Part dialogues = new Part(DIALOGUES, roles.dialogues(), 1, Map.of(), training.dialoguesPerEpoch());
        return new TrainingSettings(
                visionLanguage(),
                MixtureSettings.only(dialogues),
                TrainingBudget.of(Unit.EPOCHS, recipe.fineTuneEpochs()),
                new RateSettings.InShares(training.learningRate()),
                new OptimizerSettings(training.optimizer(), visionRates(training.multiples()), false),
                new NextTokenSettings(training.batching()),
                "fine-tuning",
                seed);
    }

    private ModelParts visionLanguage() {
        return new ModelParts.VisionLanguage(study.model(), recipe.imageEncoder());
    }

    /** An encoder whose features are read, or that has no weights, has no rate. */
    private PartRates visionRates(LrMultiples multiples) {
        boolean trainsEncoder = recipe.imageEncoder() == ImageEncoderChoice.TRAINED_VIT;
        return new PartRates(
                1, multiples.embedding(), multiples.projector(), trainsEncoder ? multiples.imageEncoder() : 0);
    }
}
