package io.firstlight.study.file;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which recipes are compared, over which seeds, and what counts as better.
 *
 * @param smoke whether the study only tests the machinery, so that nothing is to be concluded from its scores
 */
public record Comparison(
        Recipe defaultRecipe, List<StudyAxis> axes, List<Long> seeds, Objective objective, boolean smoke) {
    public Comparison {
        axes = List.copyOf(axes);
        seeds = List.copyOf(seeds);
    }

    /** The default recipe first, then every axis's recipes in the file's order, each recipe once. */
    public List<Recipe> recipes() {
        Set<Recipe> recipes = new LinkedHashSet<>();
        recipes.add(defaultRecipe);
        axes.forEach(axis -> recipes.addAll(axis.values()));
        return List.copyOf(recipes);
    }

    /**
     * The number a recipe is judged by: a weighted mean of the vision and the text score.
     *
     * @param tasks "all" or "stable"
     * @param stableTasks names of the tasks that count as stable; empty to go by the rule
     */
    public record Objective(double visionWeight, double textWeight, String tasks, List<String> stableTasks) {
        public Objective {
            stableTasks = List.copyOf(stableTasks);
        }
    }
}
