package io.firstlight.study.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The scores of every model on every item of one split. All recipes are there under all seeds and have answered the
 * same items in the same order, so that any two can be compared item by item. T tasks, R recipes, S seeds.
 */
public final class ScoreTable {
    private final List<ItemScores> tasks;
    private final List<ClusterStratum> strata;

    public ScoreTable(List<ItemScores> tasks) {
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("a score table needs at least one task");
        }
        this.tasks = List.copyOf(tasks);
        for (ItemScores task : tasks) {
            if (task.numRecipes() != numRecipes() || task.numSeeds() != numSeeds()) {
                throw new IllegalArgumentException("task '" + task.name() + "' has " + task.numRecipes()
                        + " recipes and " + task.numSeeds() + " seeds, the first task " + numRecipes() + " and "
                        + numSeeds());
            }
        }
        this.strata = ClusterStratum.of(tasks);
    }

    public List<ItemScores> tasks() {
        return tasks;
    }

    /** The clusters of the items; tasks that share a cluster are in one stratum. */
    List<ClusterStratum> strata() {
        return strata;
    }

    public int numRecipes() {
        return tasks.get(0).numRecipes();
    }

    public int numSeeds() {
        return tasks.get(0).numSeeds();
    }

    /** Weights [T] of the plain mean over the tasks that {@code which} accepts; all 0 when it accepts none. */
    public double[] mean(Predicate<ItemScores> which) {
        List<Integer> accepted = new ArrayList<>();
        for (int t = 0; t < tasks.size(); t++) {
            if (which.test(tasks.get(t))) {
                accepted.add(t);
            }
        }
        double[] weights = new double[tasks.size()];
        accepted.forEach(t -> weights[t] = 1.0 / accepted.size());
        return weights;
    }
}
