package io.firstlight.study.plan;

import io.firstlight.core.key.StageKey;
import io.firstlight.study.file.Recipe;
import java.util.List;

/**
 * One model of a study: a recipe under a seed.
 *
 * @param label of the recipe, for people
 * @param stages everything the model needs, inputs before what reads them; the last is its evaluation
 */
public record RecipeRun(Recipe recipe, String label, long seed, List<StageKey> stages) {
    public RecipeRun {
        stages = List.copyOf(stages);
    }

    public StageKey evaluation() {
        return stages.get(stages.size() - 1);
    }
}
