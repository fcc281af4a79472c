package io.firstlight.study.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Whether every model answered every item of one split correctly. All recipes are there under all seeds and have
 * answered the same items in the same order, so that any two can be compared item by item. T tasks, R recipes, S seeds.
 */
public final class ScoreTable {
    private final List<Task> tasks;
    private final int numRecipes;
    private final int numSeeds;

    /**
     * One task's answers.
     *
     * @param chance accuracy of guessing, in [0, 1)
     * @param correct [R][S][N]
     */
    public record Task(String name, boolean visual, double chance, boolean[][][] correct) {
        public Task {
            if (!(chance >= 0 && chance < 1)) {
                throw new IllegalArgumentException(
                        "task '" + name + "' has chance " + chance + "; it must be from 0 to below 1");
            }
            int items = correct[0][0].length;
            for (boolean[][] recipe : correct) {
                if (recipe.length != correct[0].length) {
                    throw new IllegalArgumentException("task '" + name + "': recipes have " + correct[0].length
                            + " and " + recipe.length + " seeds");
                }
                for (boolean[] model : recipe) {
                    if (model.length != items || items == 0) {
                        throw new IllegalArgumentException(
                                "task '" + name + "': models answered " + items + " and " + model.length + " items");
                    }
                }
            }
        }

        public int numItems() {
            return correct[0][0].length;
        }

        /** Items that a model got right. */
        public int numCorrect(int recipe, int seed) {
            int count = 0;
            for (boolean right : correct[recipe][seed]) {
                count += right ? 1 : 0;
            }
            return count;
        }

        /** (accuracy - chance) / (1 - chance). */
        public double centred(int recipe, int seed) {
            return ((double) numCorrect(recipe, seed) / numItems() - chance) / (1 - chance);
        }
    }

    public ScoreTable(List<Task> tasks) {
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("a score table needs at least one task");
        }
        this.tasks = List.copyOf(tasks);
        this.numRecipes = tasks.get(0).correct().length;
        this.numSeeds = tasks.get(0).correct()[0].length;
        for (Task task : tasks) {
            if (task.correct().length != numRecipes || task.correct()[0].length != numSeeds) {
                throw new IllegalArgumentException("task '" + task.name() + "' has " + task.correct().length
                        + " recipes and " + task.correct()[0].length + " seeds, the first task " + numRecipes + " and "
                        + numSeeds);
            }
        }
    }

    public List<Task> tasks() {
        return tasks;
    }

    public int numRecipes() {
        return numRecipes;
    }

    public int numSeeds() {
        return numSeeds;
    }

    /** Weights [T] of the plain mean over the tasks that {@code which} accepts; all 0 when it accepts none. */
    public double[] mean(Predicate<Task> which) {
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
