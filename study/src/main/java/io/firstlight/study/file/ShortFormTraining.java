package io.firstlight.study.file;

import io.firstlight.data.format.SampleFormats;
import io.firstlight.data.mixture.ShareOf;
import io.firstlight.study.chain.StageTraining;
import io.firstlight.study.file.ImageTextPretraining.LrMultiples;
import io.firstlight.study.recipe.ImageEncoderChoice;
import io.firstlight.study.recipe.RecipeSection;
import io.firstlight.study.recipe.RecipeSection.ImagePart;
import io.firstlight.study.settings.DataRoles;
import io.firstlight.study.settings.ModelShape;
import io.firstlight.study.training.AlignmentSettings;
import io.firstlight.study.training.MixtureSettings;
import io.firstlight.study.training.MixtureSettings.Part;
import io.firstlight.study.training.ModelParts;
import io.firstlight.study.training.NextTokenSettings;
import io.firstlight.study.training.OptimizerSettings;
import io.firstlight.study.training.OptimizerSettings.PartRates;
import io.firstlight.study.training.RateSettings;
import io.firstlight.study.training.TrainingBudget;
import io.firstlight.study.training.TrainingBudget.Unit;
import io.firstlight.train.schedule.LearningRateSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What each stage of the short form trains, and how. */
final class ShortFormTraining {
    private static final String CAPTIONS = "captions";
    private static final String DIALOGUES = "dialogues";
    private static final String INSTRUCTIONS = "instructions";

    private final ModelShape model;
    private final StudyFile.Phases phases;
    private final RecipeSection recipe;
    private final DataRoles roles;

    ShortFormTraining(ModelShape model, ShortForm form) {
        this.model = model;
        this.phases = form.phases();
        this.recipe = form.recipe();
        this.roles = form.roles();
    }

    StageTraining imageEncoder() {
        ImageEncoderTraining training = phases.encoding().imageEncoderTraining();
        return new StageTraining(
                new ModelParts.ImageEncoderOnly(model.imageEncoder()),
                MixtureSettings.only(Part.ofCaptions(roles.encoder(), training.captions())),
                TrainingBudget.of(Unit.VIEWS, training.views()),
                new RateSettings.InShares(training.learningRate()),
                new OptimizerSettings(training.optimizer(), new PartRates(0, 0, 0, 1), false),
                training.contrast(),
                "contrastive");
    }

    /** The whole trunk. */
    StageTraining trunk() {
        TextPretraining text = phases.textPretraining();
        return new StageTraining(
                new ModelParts.LanguageModel(model.decoder()),
                MixtureSettings.textOnly(roles.text()),
                TrainingBudget.of(Unit.TOKENS, text.trunk().budgetTokens()),
                new RateSettings.InTokens(text.trunk().schedule()),
                new OptimizerSettings(text.optimizer(), new PartRates(1, 1, 0, 0), true),
                new NextTokenSettings(text.batching()),
                ShortFormChain.TRUNK);
    }

    StageTraining alignment() {
        boolean patches = recipe.imageEncoder() == ImageEncoderChoice.PATCH_PROJECTION;
        ProjectorAlignment alignment = phases.encoding().projectorAlignment();
        // Patches have no encoder, so their projector gets the images that the encoder was shown as well.
        long views = alignment.views()
                + (patches ? phases.encoding().imageEncoderTraining().views() : 0);
        return new StageTraining(
                // A trained encoder starts as the frozen one, so both are aligned by the same stage.
                new ModelParts.VisionLanguage(
                        model, patches ? ImageEncoderChoice.PATCH_PROJECTION : ImageEncoderChoice.FROZEN_VIT),
                MixtureSettings.only(Part.ofCaptions(roles.encoder(), alignment.captions())),
                TrainingBudget.of(Unit.VIEWS, views),
                new RateSettings.InShares(alignment.learningRate()),
                new OptimizerSettings(
                        alignment.optimizer(), new PartRates(0, AlignmentSettings.EMBEDDING_RATE, 1, 0), false),
                new AlignmentSettings(alignment.batchImages()),
                ShortFormChain.ALIGNMENT);
    }

    StageTraining mixture() {
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
        ShareOf shareOf = phases.imageTextPretraining().budget().shareOf();
        return branch(
                visionLanguage(),
                new MixtureSettings(roles.text(), parts, shareOf),
                visionRates(phases.imageTextPretraining().multiples()));
    }

    StageTraining textBranch() {
        double embedding = phases.imageTextPretraining().multiples().embedding();
        return branch(
                new ModelParts.LanguageModel(model.decoder()),
                MixtureSettings.textOnly(roles.text()),
                new PartRates(1, embedding, 0, 0));
    }

    /** The schedule is resolved here, so that what has no effect at this branch point does not enter the key. */
    private StageTraining branch(ModelParts parts, MixtureSettings mixture, PartRates rates) {
        ImageTextPretraining training = phases.imageTextPretraining();
        long tokens = training.budget().tokens();
        LearningRateSchedule schedule =
                training.schedule().resolve(phases.textPretraining(), recipe.textPercent(), tokens);
        return new StageTraining(
                parts,
                mixture,
                TrainingBudget.of(Unit.TOKENS, tokens),
                new RateSettings.InTokens(schedule),
                new OptimizerSettings(training.optimizer(), rates, false),
                new NextTokenSettings(training.batching()),
                ShortFormChain.MIXTURE);
    }

    StageTraining fineTuning() {
        FineTuning training = phases.fineTuning();
        Part dialogues = new Part(DIALOGUES, roles.dialogues(), 1, Map.of(), training.dialoguesPerEpoch());
        return new StageTraining(
                visionLanguage(),
                MixtureSettings.only(dialogues),
                TrainingBudget.of(Unit.EPOCHS, recipe.fineTuneEpochs()),
                new RateSettings.InShares(training.learningRate()),
                new OptimizerSettings(training.optimizer(), visionRates(training.multiples()), false),
                new NextTokenSettings(training.batching()),
                "fine-tuning");
    }

    private ModelParts visionLanguage() {
        return new ModelParts.VisionLanguage(model, recipe.imageEncoder());
    }

    /** An encoder whose features are read, or that has no weights, has no rate. */
    private PartRates visionRates(LrMultiples multiples) {
        boolean trainsEncoder = recipe.imageEncoder() == ImageEncoderChoice.TRAINED_VIT;
        return new PartRates(
                1, multiples.embedding(), multiples.projector(), trainsEncoder ? multiples.imageEncoder() : 0);
    }
}
