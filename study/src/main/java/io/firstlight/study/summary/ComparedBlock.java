package io.firstlight.study.summary;

import io.firstlight.study.file.Recipe;
import io.firstlight.study.plan.RecipeRun;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The recipes and seeds that statistics are over: every one of the recipes is evaluated under every one of the seeds,
 * so that comparisons are paired. Of a finished study that is everything; of an unfinished one the block with the most
 * models, and of equal ones that with more seeds, since one seed shows no spread.
 *
 * @param recipes in the order of the plan
 * @param seeds in the study's order
 */
record ComparedBlock(List<Recipe> recipes, List<Long> seeds) {
    /** Beyond so many seeds only those seeds are tried together that have as many evaluated models or more. */
    private static final int MOST_SEEDS_TRIED = 12;

    static ComparedBlock of(FinishedModels models) {
        List<Long> seeds = models.plan().runs().stream()
                .filter(models::isEvaluated)
                .map(RecipeRun::seed)
                .distinct()
                .toList();
        List<Long> inOrder = models.plan().study().comparison().seeds().stream()
                .filter(seeds::contains)
                .toList();
        ComparedBlock best = new ComparedBlock(List.of(), List.of());
        for (Set<Long> tried : inOrder.size() <= MOST_SEEDS_TRIED ? subsets(inOrder) : largest(inOrder, models)) {
            List<Recipe> recipes = models.plan().recipes().stream()
                    .filter(recipe -> models.runs(recipe).stream()
                            .filter(run -> tried.contains(run.seed()))
                            .allMatch(models::isEvaluated))
                    .toList();
            ComparedBlock block = new ComparedBlock(
                    recipes, inOrder.stream().filter(tried::contains).toList());
            best = block.isBetterThan(best) ? block : best;
        }
        return best;
    }

    boolean isEmpty() {
        return recipes.isEmpty();
    }

    /** The models of one of its recipes, one for each of its seeds. */
    List<RecipeRun> runs(FinishedModels models, Recipe recipe) {
        return models.runs(recipe).stream()
                .filter(run -> seeds.contains(run.seed()))
                .toList();
    }

    private int numModels() {
        return recipes.size() * seeds.size();
    }

    private boolean isBetterThan(ComparedBlock other) {
        return numModels() > other.numModels()
                || (numModels() == other.numModels() && seeds.size() > other.seeds.size());
    }

    private static List<Set<Long>> subsets(List<Long> seeds) {
        List<Set<Long>> subsets = new ArrayList<>();
        for (int bits = 1; bits < 1 << seeds.size(); bits++) {
            Set<Long> subset = new HashSet<>();
            for (int s = 0; s < seeds.size(); s++) {
                if ((bits >> s & 1) == 1) {
                    subset.add(seeds.get(s));
                }
            }
            subsets.add(subset);
        }
        return subsets;
    }

    /** The seeds with the most evaluated models: one of them, two, and so on to all. */
    private static List<Set<Long>> largest(List<Long> seeds, FinishedModels models) {
        List<Long> order = seeds.stream()
                .sorted((a, b) -> Long.compare(count(models, b), count(models, a)))
                .toList();
        List<Set<Long>> sets = new ArrayList<>();
        for (int size = 1; size <= order.size(); size++) {
            sets.add(new HashSet<>(order.subList(0, size)));
        }
        return sets;
    }

    private static long count(FinishedModels models, long seed) {
        return models.evaluated().stream().filter(run -> run.seed() == seed).count();
    }
}
