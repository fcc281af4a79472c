package io.firstlight.study.file;

import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.config.ConfigValue;
import io.firstlight.core.config.Range;
import io.firstlight.study.recipe.RecipeSection;
import io.firstlight.study.settings.DataRoles;
import io.firstlight.study.settings.EvaluationSettings;
import io.firstlight.study.settings.ImageEncoderShape;
import io.firstlight.study.settings.ModelShape;
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
        ShortForm form = readShortForm(top, roles, model.imageEncoder());
        return new StudySettings(model, readEvaluation(top.mapOrEmpty("evaluation")), form);
    }

    private static ShortForm readShortForm(ConfigMap top, DataRoles roles, ImageEncoderShape encoder) {
        StudyFile.Phases phases = new PhaseReader(top).read();
        ConfigMap section = top.mapOrEmpty("recipe");
        RecipeSection recipe =
                RecipeSectionReader.read(section, phases.textPretraining().checkpointsPercent());
        requireFits(encoder, section, recipe);
        return new ShortForm(phases, recipe, roles);
    }

    private static EvaluationSettings readEvaluation(ConfigMap section) {
        return new EvaluationSettings(
                section.count("batch_tokens", Range.atLeast(64), 4096),
                section.whole("validation_tokens", Range.NOT_NEGATIVE, 20_000));
    }

    private static ModelShape readModel(ConfigMap section) {
        return new ModelShape(
                TransformerShape.read(section.map("decoder")),
                ImageEncoderShape.read(section.mapOrEmpty("image_encoder")));
    }

    private static void requireFits(ImageEncoderShape encoder, ConfigMap recipe, RecipeSection section) {
        String key = "image_encoder";
        ConfigValue place = recipe.has(key) ? recipe.get(key) : recipe;
        place.checked(() -> {
            encoder.requireFits(section.imageEncoder());
            return section;
        });
    }
}
