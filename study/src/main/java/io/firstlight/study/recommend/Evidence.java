package io.firstlight.study.recommend;

import io.firstlight.study.file.Comparison.Objective;
import io.firstlight.study.statistics.Inference;
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
public record Evidence(
        List<Named> recipes, Inference selection, Inference reported, Set<String> stable, Circumstances circumstances) {
    public Evidence {
        recipes = List.copyOf(recipes);
        stable = Set.copyOf(stable);
    }

    public record Named(String id, String label) {}

    /**
     * What else bears on the verdict.
     *
     * @param smoke whether the study's budget is a smoke test
     * @param notCompared labels of recipes that lack a model under one of the seeds
     */
    public record Circumstances(boolean smoke, List<String> notCompared) {
        /** A study whose models are all there. */
        public static final Circumstances PLAIN = new Circumstances(false, List.of());

        public Circumstances {
            notCompared = List.copyOf(notCompared);
        }
    }

    public boolean hasSelection() {
        return selection != reported;
    }

    /**
     * Weights of {@code table}'s tasks in the objective; a modality without a stable task counts with all its tasks.
     * Where the tasks are all of one modality, it has the whole weight: scores stay on the scale from chance, 0, to
     * perfect, 1.
     */
    public double[] weights(ScoreTable table, Objective objective) {
        double[] vision = table.mean(in(table, objective, true));
        double[] text = table.mean(in(table, objective, false));
        double visionWeight = has(table, true) ? objective.visionWeight() : 0;
        double textWeight = has(table, false) ? objective.textWeight() : 0;
        double sum = visionWeight + textWeight;
        double[] weights = new double[vision.length];
        for (int t = 0; t < weights.length; t++) {
            // An objective of images alone, of a study that asks about none, has nothing to weigh: then all count.
            weights[t] = sum > 0 ? (visionWeight * vision[t] + textWeight * text[t]) / sum : vision[t] + text[t];
        }
        return weights;
    }

    private static boolean has(ScoreTable table, boolean visual) {
        return table.tasks().stream().anyMatch(task -> task.visual() == visual);
    }

    private Predicate<ItemScores> in(ScoreTable table, Objective objective, boolean visual) {
        boolean onlyStable = objective.tasks().equals("stable")
                && table.tasks().stream().anyMatch(task -> task.visual() == visual && stable.contains(task.name()));
        return task -> task.visual() == visual && (!onlyStable || stable.contains(task.name()));
    }
}
