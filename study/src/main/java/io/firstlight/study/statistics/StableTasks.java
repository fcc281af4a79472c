package io.firstlight.study.statistics;

import io.firstlight.study.result.StudyResults.TaskStability;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which tasks count as stable: those that the study file lists, or else those whose mean centred score over all models
 * is at least .10. The rule looks at no difference between recipes or seeds, so it does not favour what happened to
 * differ; it is applied to the selection split, so that the reported scores do not choose what they are the mean of.
 * How far the list depends on the seeds is told beside it: under how many of them alone it would be the same.
 */
public final class StableTasks {
    static final double LEAST_SCORE = 0.10;

    private StableTasks() {}

    /**
     * The stability of every task of the table.
     *
     * @param listed names of the tasks that the study file calls stable; empty to go by the rule
     */
    public static Map<String, TaskStability> judge(ScoreTable table, Collection<String> listed) {
        Map<String, TaskStability> verdicts = new LinkedHashMap<>();
        for (ItemScores task : table.tasks()) {
            double[] seeds = bySeed(table, task);
            verdicts.put(
                    task.name(),
                    listed.isEmpty()
                            ? byRule(seeds)
                            : new TaskStability(
                                    listed.contains(task.name()),
                                    listed.contains(task.name())
                                            ? "listed in the study file"
                                            : "not listed in the study file"));
        }
        return verdicts;
    }

    /** How many tasks would be on the rule's list, or not on it, alike under every seed alone. */
    public static int numAlike(ScoreTable table) {
        return (int) table.tasks().stream()
                .map(task -> bySeed(table, task))
                .filter(seeds -> Arrays.stream(seeds).allMatch(seed -> seed >= LEAST_SCORE)
                        || Arrays.stream(seeds).noneMatch(seed -> seed >= LEAST_SCORE))
                .count();
    }

    /** [S] means over all recipes. */
    private static double[] bySeed(ScoreTable table, ItemScores task) {
        return IntStream.range(0, table.numSeeds())
                .mapToDouble(s -> IntStream.range(0, table.numRecipes())
                        .mapToDouble(r -> task.centred(r, s))
                        .average()
                        .orElseThrow())
                .toArray();
    }

    private static TaskStability byRule(double[] seeds) {
        double mean = Arrays.stream(seeds).average().orElseThrow();
        boolean stable = mean >= LEAST_SCORE;
        long alike = Arrays.stream(seeds)
                .filter(seed -> seed >= LEAST_SCORE == stable)
                .count();
        return new TaskStability(
                stable,
                String.format(
                        Locale.ROOT,
                        "mean centred score of all models %.2f, %s %.2f; the same under %d of %d seeds alone",
                        mean,
                        stable ? "at least" : "below",
                        LEAST_SCORE,
                        alike,
                        seeds.length));
    }
}
