package io.firstlight.study.file;

import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.config.Range;
import io.firstlight.study.settings.DataRoles;
import io.firstlight.study.settings.EvaluationSettings;
import io.firstlight.study.settings.ModelShape;
import io.firstlight.study.settings.ModelShape.ImageEncoderShape;
import io.firstlight.study.settings.TransformerShape;
import java.util.List;

/** Reads the sections of a study file that a model's stages depend on; with a recipe's overlay or without. */
final class SettingsReader {
    /** The sections, which are what axes and overlays may change. */
    static final List<String> SECTIONS = List.of(
            "model",
            "text_pretraining",
            "image_encoder_training",
            "projector_alignment",
            "image_text_pretraining",
            "fine_tuning",
            "evaluation",
            "recipe");

    private SettingsReader() {}

    /**
     * Reads the sections that are settings.
     *
     * @param top the file; the caller reads the other keys
     * @param roles which named source feeds what
     */
    static StudySettings read(ConfigMap top, DataRoles roles) {
        ModelShape model = readModel(top.map("model"));
        ShortForm form = readShortForm(top, roles);
        return new StudySettings(model, readEvaluation(top.mapOrEmpty("evaluation")), form);
    }

    private static ShortForm readShortForm(ConfigMap top, DataRoles roles) {
        StudyFile.Phases phases = new PhaseReader(top).read();
        return new ShortForm(
                phases,
                RecipeSectionReader.read(
                        top.mapOrEmpty("recipe"), phases.textPretraining().checkpointsPercent()),
                roles);
    }

    private static EvaluationSettings readEvaluation(ConfigMap section) {
        return new EvaluationSettings(
                section.count("batch_tokens", Range.atLeast(64), 4096),
                section.whole("validation_tokens", Range.NOT_NEGATIVE, 20_000));
    }

    private static ModelShape readModel(ConfigMap section) {
        TransformerShape shape = TransformerShape.read(section.map("decoder"));
        ConfigMap encoder = section.mapOrEmpty("image_encoder");
        int width = encoder.count("width", Range.atLeast(32), 160);
        if (width % 32 != 0) {
            throw encoder.get("width").error("found '" + width + "', expected a multiple of 32 (the width of a head)");
        }
        return new ModelShape(
                shape,
                new ImageEncoderShape(
                        width,
                        encoder.count("layers", Range.atLeast(0), 1),
                        encoder.count("grid_side", Range.atLeast(1), 2),
                        encoder.count("tile_pixels", Range.atLeast(1), 32)));
    }
}
