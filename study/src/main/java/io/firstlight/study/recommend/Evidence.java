package io.firstlight.study.recommend;

import io.firstlight.study.file.Comparison.Objective;
import io.firstlight.study.statistics.Bootstrap;
import io.firstlight.study.statistics.ItemScores;
import io.firstlight.study.statistics.ScoreTable;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a recommendation rests on.
 *
 * @param recipes in the order of the tables
 * @param selection answers on the split that recipes are chosen by
 * @param reported answers on the split that is only reported; the same object when there is no other
 * @param stable names of the stable tasks
 */
public record Evidence(List<Named> recipes, Bootstrap selection, Bootstrap reported, Set<String> stable) {
    public Evidence {
        recipes = List.copyOf(recipes);
        stable = Set.copyOf(stable);
    }

    public record Named(String id, String label) {}

    public boolean hasSelection() {
        return selection != reported;
    }

    /**
     * Weights of {@code table}'s tasks in the objective; a modality without a stable task counts with all its tasks.
     */
    public double[] weights(ScoreTable table, Objective objective) {
        double[] vision = table.mean(in(table, objective, true));
        double[] text = table.mean(in(table, objective, false));
        double[] weights = new double[vision.length];
        for (int t = 0; t < weights.length; t++) {
            weights[t] = objective.visionWeight() * vision[t] + objective.textWeight() * text[t];
        }
        return weights;
    }

    private Predicate<ItemScores> in(ScoreTable table, Objective objective, boolean visual) {
        boolean onlyStable = objective.tasks().equals("stable")
                && table.tasks().stream().anyMatch(task -> task.visual() == visual && stable.contains(task.name()));
        return task -> task.visual() == visual && (!onlyStable || stable.contains(task.name()));
    }
}
