package io.firstlight.study.file;

import io.firstlight.study.chain.StageChain;
import io.firstlight.study.settings.EvaluationSettings;
import io.firstlight.study.settings.ModelShape;
import java.util.Optional;

/**
 * Everything of a study file that a model's stages depend on but the data, for one recipe: every default filled in and
 * every overlay laid over. Recipes with equal settings are one recipe.
 *
 * @param model shapes of decoder and image encoder
 * @param evaluation how finished models are evaluated
 * @param training what is trained
 */
public record StudySettings(ModelShape model, EvaluationSettings evaluation, TrainingForm training) {
    /** The stages that the recipe trains. */
    public StageChain chain() {
        return training.chain(model);
    }

    /** The sections of the short form, where the file is written in it. */
    public Optional<ShortForm> shortForm() {
        return training.shortForm();
    }

    /** The same with images from another point of the text budget; empty where a file of the general form says when. */
    public Optional<StudySettings> withTextPercent(int percent) {
        return shortForm().map(form -> new StudySettings(model, evaluation, form.withTextPercent(percent)));
    }
}
