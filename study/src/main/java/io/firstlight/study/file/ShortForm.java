package io.firstlight.study.file;

import io.firstlight.study.chain.StageChain;
import io.firstlight.study.recipe.RecipeSection;
import io.firstlight.study.settings.DataRoles;
import io.firstlight.study.settings.ModelShape;
import java.util.Optional;

/**
 * The short form, for the paper's own pipeline.
 *
 * @param phases how each phase trains
 * @param recipe what the section {@code recipe} says
 * @param roles which named source feeds what
 */
public record ShortForm(StudyFile.Phases phases, RecipeSection recipe, DataRoles roles) implements TrainingForm {
    @Override
    public StageChain chain(ModelShape model) {
        return new ShortFormChain(model, this).expand();
    }

    @Override
    public Optional<ShortForm> shortForm() {
        return Optional.of(this);
    }

    /** The same with images from another point of the text budget. */
    ShortForm withTextPercent(int percent) {
        return new ShortForm(phases, recipe.withTextPercent(percent), roles);
    }
}
