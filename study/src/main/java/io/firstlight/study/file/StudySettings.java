package io.firstlight.study.file;

import io.firstlight.study.recipe.RecipeSection;
import io.firstlight.study.settings.ModelShape;

/**
 * Everything of a study file that a model's stages depend on but the data, for one recipe: every default filled in and
 * every overlay laid over. Recipes with equal settings are one recipe.
 *
 * @param model shapes of decoder and image encoder
 * @param phases how each phase trains
 * @param recipe what the section {@code recipe} says
 */
public record StudySettings(ModelShape model, StudyFile.Phases phases, RecipeSection recipe) {
    /** The same with images from another point of the text budget. */
    public StudySettings withTextPercent(int percent) {
        return new StudySettings(model, phases, recipe.withTextPercent(percent));
    }
}
