package io.firstlight.study.stage;

import io.firstlight.core.error.UserException;
import io.firstlight.data.batch.SampleFit;
import io.firstlight.data.catalog.Catalog;
import io.firstlight.data.format.SampleFormats;
import io.firstlight.data.image.ImageArchive;
import io.firstlight.data.mixture.Feasibility;
import io.firstlight.data.mixture.Mixture;
import io.firstlight.data.mixture.MixtureComponent;
import io.firstlight.data.store.RecordStore;
import io.firstlight.data.visual.PixelLookup;
import io.firstlight.data.visual.VisualLookup;
import io.firstlight.study.file.DataRoles;
import io.firstlight.study.file.ModelShape;
import io.firstlight.study.file.ModelShape.ImageEncoderShape;
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
        Catalog catalog = Catalog.open(UserData.resolve(data.key(), data.location(), dataStage));
        Set<StageKind> kinds = new HashSet<>();
        Set<Object> checked = new HashSet<>();
        for (Stage stage : plan.stages()) {
            try {
                if (kinds.add(stage.kind())) {
                    requireParts(stage, catalog);
                }
                if (stage.kind() == StageKind.IMAGE_TEXT_PRETRAINING && StageSettings.hasImages(stage)) {
                    ImageTextMixture settings = stage.settings(ImageTextMixture.class);
                    if (checked.add(settings.visual().images())) {
                        requireMixture(settings, catalog);
                    }
                }
                if (stage.kind() == StageKind.FINE_TUNING
                        && checked.add(stage.settings(FineTune.class).training())) {
                    requireDialogues(stage.settings(FineTune.class), catalog);
                }
            } catch (UserException e) {
                throw new UserException("stage '" + stage.label() + "' could not run: " + e.getMessage(), e);
            }
        }
    }

    /** Asking for a part that is not there says so. */
    private static void requireParts(Stage stage, Catalog catalog) {
        DataRoles roles = DataRoles.DEFAULT;
        switch (stage.kind()) {
            case TRAIN_IMAGE_ENCODER, ALIGN_PROJECTOR -> {
                catalog.source(roles.encoder(), SampleFormats.CAPTIONS);
                catalog.images(roles.encoder());
            }
            case ENCODE_IMAGES ->
                stage.settings(StageSettings.EncodeImages.class).imageSets().forEach(catalog::images);
            case TEXT_PRETRAINING -> requireDocuments(catalog, roles.text(), "");
            case FINE_TUNING -> {
                catalog.source(roles.dialogues(), SampleFormats.DIALOGUES);
                catalog.images(roles.dialogues());
            }
            case EVALUATE -> {
                if (stage.settings(StageSettings.Evaluate.class).evaluation().validationTokens() > 0) {
                    requireDocuments(catalog, roles.validation(), ", or set evaluation.validation_tokens to 0");
                }
                requireItems(catalog, roles.benchmark());
            }
            case PREPARE_DATA, IMAGE_TEXT_PRETRAINING -> {}
        }
    }

    /** Every item is well formed and has its image. */
    private static void requireItems(Catalog catalog, String benchmark) {
        try (ImageArchive images = ImageArchive.open(catalog.images(benchmark))) {
            StageData.benchmark(catalog, benchmark, images::contains);
        }
    }

    private static void requireDocuments(Catalog catalog, String source, String wayOut) {
        catalog.source(source, SampleFormats.TEXT);
        try (RecordStore store = catalog.openStore(source)) {
            if (store.rows() == 0) {
                throw new UserException("the source '" + source + "' of " + catalog.origin()
                        + " has no documents; give it some" + wayOut);
            }
        }
    }

    private static void requireMixture(ImageTextMixture settings, Catalog catalog) {
        try (StageData data = StageData.of(catalog)) {
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

    private static void requireDialogues(FineTune settings, Catalog catalog) {
        try (StageData data = StageData.of(catalog)) {
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
                archives, ImageEncoderShape.TILE_PIXELS, model.imageEncoder().tokensPerTile());
    }
}
