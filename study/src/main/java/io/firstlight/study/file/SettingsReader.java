package io.firstlight.study.file;

import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.config.ConfigValue;
import io.firstlight.core.config.Range;
import io.firstlight.study.chain.section.NotSupportedYet;
import io.firstlight.study.chain.section.StagesReader;
import io.firstlight.study.recipe.RecipeSection;
import io.firstlight.study.settings.DataRoles;
import io.firstlight.study.settings.EvaluationSettings;
import io.firstlight.study.settings.ImageEncoderShape;
import io.firstlight.study.settings.ModelShape;
import io.firstlight.study.settings.TransformerShape;
import java.util.List;
import java.util.stream.Stream;

/** Reads the sections of a study file that a model's stages depend on; with a recipe's overlay or without. */
final class SettingsReader {
    private static final List<String> BOTH_FORMS = List.of("model", "evaluation");
    private static final List<String> SHORT_FORM = List.of(
            "text_pretraining",
            "image_encoder_training",
            "projector_alignment",
            "image_text_pretraining",
            "fine_tuning",
            "recipe");
    private static final List<String> GENERAL_FORM = List.of(StagesReader.STAGES, StagesReader.FEATURES);

    private SettingsReader() {}

    /** Whether the file names its stages itself. */
    static boolean isGeneral(ConfigMap top) {
        return top.has(StagesReader.STAGES);
    }

    /** The sections of the file's form, which are what axes and overlays may change. */
    static List<String> sections(ConfigMap top) {
        return Stream.concat(BOTH_FORMS.stream(), (isGeneral(top) ? GENERAL_FORM : SHORT_FORM).stream())
                .toList();
    }

    /**
     * Refuses a file of both forms.
     *
     * @param top the file
     */
    static void requireOneForm(ConfigMap top) {
        List<String> others = isGeneral(top) ? SHORT_FORM : List.of();
        for (String key : others) {
            if (top.keys().contains(key)) {
                throw top.get(key)
                        .error("found '" + key + "' beside 'stages'; a study file has either stages, each with all it"
                                + " needs, or the sections of the short form: " + String.join(", ", SHORT_FORM));
            }
        }
    }

    /**
     * Reads the sections that are settings.
     *
     * @param top the file; the caller reads the other keys
     * @param roles which named source feeds what
     */
    static StudySettings read(ConfigMap top, DataRoles roles) {
        ModelShape model = readModel(top.map("model"));
        ConfigMap evaluation = top.mapOrEmpty("evaluation");
        TrainingForm form = isGeneral(top)
                ? new GeneralForm(StagesReader.read(top, evaluation, model, roles))
                : readShortForm(top, roles, model.imageEncoder());
        return new StudySettings(model, readEvaluation(evaluation, roles), form);
    }

    private static ShortForm readShortForm(ConfigMap top, DataRoles roles, ImageEncoderShape encoder) {
        StudyFile.Phases phases = new PhaseReader(top).read();
        ConfigMap section = top.mapOrEmpty("recipe");
        RecipeSection recipe =
                RecipeSectionReader.read(section, phases.textPretraining().checkpointsPercent());
        requireFits(encoder, section, recipe);
        return new ShortForm(phases, recipe, roles);
    }

    private static EvaluationSettings readEvaluation(ConfigMap section, DataRoles roles) {
        NotSupportedYet.refuseInEvaluation(section);
        BenchmarkNames.requireUnchanged(section, roles);
        return new EvaluationSettings(
                section.count("batch_tokens", Range.atLeast(64), 4096),
                section.whole("validation_tokens", Range.NOT_NEGATIVE, 20_000));
    }

    private static ModelShape readModel(ConfigMap section) {
        NotSupportedYet.refuseInModel(section);
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
