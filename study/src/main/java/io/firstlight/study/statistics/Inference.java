package io.firstlight.study.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Estimates over items and seeds, from one split's scores. The variance of an estimate is the sum of three parts that
 * do not overlap: of seeds ({@link SeedVariances}), of items ({@link ItemVariances}) and of recipes that suit one
 * split's items better ({@link SplitVariances}). Quantiles are Student's with the degrees of freedom of Satterthwaite.
 * Nothing is drawn at random: the same answers give the same intervals to the last digit.
 *
 * <p>With one seed, estimates are over items alone. One cluster of items tells nothing of others: then the interval is
 * the whole scale and the p-value 1. And no estimate is surer than if one item of every task had been answered
 * otherwise, or some items of one cluster.
 */
public final class Inference {
    private static final double MANY = 1e6;

    private final ScoreTable table;
    private final List<Integer> branches;
    private final ItemVariances items;
    private final Optional<ScoreTable> other;
    private final Optional<ItemVariances> otherItems;
    private final Map<List<Double>, SeedVariances> seeds = new HashMap<>();
    private final Map<List<Double>, VariancePart> splits = new HashMap<>();

    /** Without another split, of recipes that share no branch. */
    public Inference(ScoreTable table) {
        this(table, IntStream.range(0, table.numRecipes()).boxed().toList(), Optional.empty());
    }

    /**
     * Of a table of scores.
     *
     * @param branches [R] recipes of the same number share all stages but their last; numbers from 0 without gaps
     * @param other the same models on the other split, if there is one
     */
    public Inference(ScoreTable table, List<Integer> branches, Optional<ScoreTable> other) {
        if (branches.size() != table.numRecipes()) {
            throw new IllegalArgumentException(
                    branches.size() + " branches given for " + table.numRecipes() + " recipes; expected one a recipe");
        }
        this.table = table;
        this.branches = List.copyOf(branches);
        this.items = new ItemVariances(table);
        this.other = other;
        this.otherItems = other.map(ItemVariances::new);
    }

    public ScoreTable table() {
        return table;
    }

    /** A contrast with its uncertainty. */
    public Estimate estimate(Contrast contrast) {
        List<VariancePart> parts = new ArrayList<>();
        parts.add(seeds(contrast.taskWeights()).of(contrast.recipeWeights()));
        parts.add(items.of(contrast));
        double squares = Arrays.stream(contrast.recipeWeights()).map(w -> w * w).sum();
        if (table.numSeeds() > 1) {
            parts.add(split(contrast.taskWeights()).times(squares));
        }
        return estimate(contrast, VariancePart.sum(parts));
    }

    /** The part of a contrast's variance that more seeds would shrink. */
    VariancePart ofSeeds(Contrast contrast) {
        return seeds(contrast.taskWeights()).of(contrast.recipeWeights());
    }

    private SeedVariances seeds(double[] taskWeights) {
        return seeds.computeIfAbsent(
                Arrays.stream(taskWeights).boxed().toList(),
                weights -> new SeedVariances(table, branches, taskWeights));
    }

    private VariancePart split(double[] taskWeights) {
        return other.isEmpty()
                ? VariancePart.NONE
                : splits.computeIfAbsent(
                        Arrays.stream(taskWeights).boxed().toList(),
                        weights -> SplitVariances.of(
                                table, items, other.orElseThrow(), otherItems.orElseThrow(), taskWeights));
    }

    private Estimate estimate(Contrast contrast, VariancePart variance) {
        double value = Arrays.stream(contrast.bySeed(table)).average().orElseThrow();
        double least = 0;
        double greatest = 0;
        double floor = 0;
        boolean known = true;
        for (int t = 0; t < contrast.taskWeights().length; t++) {
            ItemScores task = table.tasks().get(t);
            double weight = contrast.taskWeights()[t];
            double most = 0;
            for (double recipeWeight : contrast.recipeWeights()) {
                double part = weight * recipeWeight;
                // With every answer wrong where it weighs positively and right elsewhere, and the other way round.
                double allWrong = -part * task.chance() / (1 - task.chance());
                least += Math.min(part, allWrong);
                greatest += Math.max(part, allWrong);
                most = Math.max(most, Math.abs(part));
            }
            double one = most / Math.sqrt((double) task.numItems() * task.numClusters()) / (1 - task.chance());
            floor += one * one;
            known &= most == 0 || task.numClusters() > 1;
        }
        double squared = Math.max(variance.value(), floor);
        double error = Math.max(0, Math.min(MANY, variance.degreesOfFreedom()));
        return new Estimate(
                value, known ? Math.sqrt(squared) : Double.POSITIVE_INFINITY, Math.max(1, error), least, greatest);
    }
}
