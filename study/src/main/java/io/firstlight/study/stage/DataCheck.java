package io.firstlight.study.stage;

import io.firstlight.core.error.UserException;
import io.firstlight.data.batch.SampleFit;
import io.firstlight.data.dataset.DatasetDirectory;
import io.firstlight.data.image.ImageArchive;
import io.firstlight.data.mixture.Feasibility;
import io.firstlight.data.mixture.Mixture;
import io.firstlight.data.mixture.MixtureComponent;
import io.firstlight.data.source.TextSource;
import io.firstlight.data.visual.PixelLookup;
import io.firstlight.data.visual.VisualLookup;
import io.firstlight.eval.task.EvaluationSet;
import io.firstlight.study.file.ModelShape;
import io.firstlight.study.plan.Stage;
import io.firstlight.study.plan.StageKind;
import io.firstlight.study.plan.StagePlan;
import io.firstlight.study.plan.StageSettings;
import io.firstlight.study.plan.StageSettings.FineTune;
import io.firstlight.study.plan.StageSettings.ImageTextMixture;
import io.firstlight.study.plan.UserData;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A plan against its data set, before anything trains: a part of the data that a stage needs and is not there or is
 * empty, samples that are longer than a row, or shares of images that captions cannot fill, would else stop the study
 * hours later.
 */
public final class DataCheck {
    private DataCheck() {}

    /**
     * @param dataStage the directory of the finished data stage
     * @throws UserException naming the first stage that could not run, and why
     */
    public static void require(StagePlan plan, Path dataStage) {
        Stage data = plan.stages().stream()
                .filter(stage -> stage.kind() == StageKind.PREPARE_DATA)
                .findFirst()
                .orElseThrow();
        DatasetDirectory directory = DatasetDirectory.open(UserData.resolve(data.key(), data.location(), dataStage));
        Set<StageKind> kinds = new HashSet<>();
        Set<Object> checked = new HashSet<>();
        for (Stage stage : plan.stages()) {
            try {
                if (kinds.add(stage.kind())) {
                    requireParts(stage, directory);
                }
                if (stage.kind() == StageKind.IMAGE_TEXT_PRETRAINING && StageSettings.hasImages(stage)) {
                    ImageTextMixture settings = stage.settings(ImageTextMixture.class);
                    if (checked.add(settings.visual().images())) {
                        requireMixture(settings, directory);
                    }
                }
                if (stage.kind() == StageKind.FINE_TUNING
                        && checked.add(stage.settings(FineTune.class).training())) {
                    requireDialogues(stage.settings(FineTune.class), directory);
                }
            } catch (UserException e) {
                throw new UserException("stage '" + stage.label() + "' could not run: " + e.getMessage(), e);
            }
        }
    }

    /** Asking for a part that is not there says so. */
    private static void requireParts(Stage stage, DatasetDirectory directory) {
        switch (stage.kind()) {
            case TRAIN_IMAGE_ENCODER, ALIGN_PROJECTOR -> {
                directory.imageArchive("encoder");
                directory.captionFile("encoder");
            }
            case ENCODE_IMAGES ->
                stage.settings(StageSettings.EncodeImages.class).imageSets().forEach(directory::imageArchive);
            case TEXT_PRETRAINING -> requireDocuments(directory, directory.trainText(), "");
            case FINE_TUNING -> {
                directory.dialogueFile();
                directory.imageArchive("dialogues");
            }
            case EVALUATE -> {
                if (stage.settings(StageSettings.Evaluate.class).evaluation().validationTokens() > 0) {
                    requireDocuments(
                            directory, directory.validationText(), ", or set evaluation.validation_tokens to 0");
                }
                requireItems(directory);
            }
            case PREPARE_DATA, IMAGE_TEXT_PRETRAINING -> {}
        }
    }

    /** Every item is well formed and has its image. */
    private static void requireItems(DatasetDirectory directory) {
        try (ImageArchive images = ImageArchive.open(directory.imageArchive("evaluation"))) {
            EvaluationSet.load(directory.evaluationTasks().getParent(), images::contains);
        }
    }

    private static void requireDocuments(DatasetDirectory directory, Path file, String wayOut) {
        try (StageData data = StageData.of(directory)) {
            if (data.register(TextSource.open("text", file, data.tokenizer())).size() == 0) {
                throw new UserException(file + " has no documents; give it some" + wayOut);
            }
        }
    }

    private static void requireMixture(ImageTextMixture settings, DatasetDirectory directory) {
        try (StageData data = StageData.of(directory)) {
            Mixture mixture = MixtureSources.of(
                    data, settings, images(data, MixtureSources.imageSets(settings), settings.model()));
            for (MixtureComponent component : mixture.components()) {
                if (!component.source().modality().splits()) {
                    SampleFit.require(
                            component.source(), settings.training().batching().sequenceLength());
                }
            }
            Feasibility.require(mixture);
        }
    }

    private static void requireDialogues(FineTune settings, DatasetDirectory directory) {
        try (StageData data = StageData.of(directory)) {
            SampleFit.require(
                    FineTuningBody.dialogues(
                            data, settings.training(), images(data, FineTuningBody.IMAGE_SETS, settings.model())),
                    settings.training().batching().sequenceLength());
        }
    }

    /** How many visual tokens an image has does not depend on what makes them. */
    private static VisualLookup images(StageData data, List<String> imageSets, ModelShape model) {
        List<ImageArchive> archives = imageSets.stream().map(data::archive).toList();
        return PixelLookup.of(
                archives,
                data.directory().description().tilePixels(),
                model.imageEncoder().tokensPerTile());
    }
}
