package io.firstlight.study.recipe;

import io.firstlight.study.file.Comparison;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Expands a study's axes, one at a time around the default recipe, into the recipes to compare. */
public final class RecipeExpansion {
    private RecipeExpansion() {}

    /** The default recipe first, then every axis's recipes in the file's order, each recipe once. */
    public static List<Recipe> recipes(Comparison comparison) {
        Set<Recipe> recipes = new LinkedHashSet<>();
        recipes.add(comparison.defaultRecipe());
        comparison.axes().forEach(axis -> recipes.addAll(axis.values()));
        return List.copyOf(recipes);
    }
}
