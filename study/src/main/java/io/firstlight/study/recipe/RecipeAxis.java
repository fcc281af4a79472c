package io.firstlight.study.recipe;

import java.util.List;

/**
 * One axis of a study, varied alone.
 *
 * @param vary study-file name of what is varied
 * @param center the recipe around which it is varied: the default with {@code at} laid over it
 * @param values the recipes of the axis, in the file's order
 */
public record RecipeAxis(String vary, Recipe center, List<Recipe> values) {
    public RecipeAxis {
        values = List.copyOf(values);
    }
}
