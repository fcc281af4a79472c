package io.firstlight.study.statistics;

import io.firstlight.core.random.KeyedRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far the values of a family of like contrasts would move if other seeds had been drawn, in two parts.
 *
 * <p>What all recipes of a seed share, since they have one trunk and one image encoder: it moves scores and cancels in
 * differences. More recipes say nothing new about it, so its variance is pooled over the tasks of a modality, which gives it
 * tasks * (seeds - 1) degrees of freedom for Student's t; it is then counted as if it moved all these tasks together, which
 * is its worst case for a mean.
 *
 * <p>What is a contrast's own: deviations between its seeds less the shared part, pooled over the family. Two seeds alone say
 * little about how far seeds differ; many contrasts together say more.
 *
 * <p>Both contain noise of items as well, which therefore counts a little more than once: intervals err to the wide side.
 */
final class SeedSpread {
    private final ScoreTable table;
    private final double[] own;
    private final double[] sharedVisual;
    private final double[] sharedText;

    /** @param draws how many; all contrasts of the family get the same */
    SeedSpread(ScoreTable table, List<Contrast> family, long seed, int draws) {
        this.table = table;
        this.own = drawOwn(own(table, family), table.numSeeds(), seed, draws);
        this.sharedVisual = drawShared(shared(table, true), table.numSeeds(), KeyedRandom.derive(seed, "visual"), draws);
        this.sharedText = drawShared(shared(table, false), table.numSeeds(), KeyedRandom.derive(seed, "text"), draws);
    }

    /** How far other seeds would have moved the contrast, in every draw. */
    double[] draws(Contrast contrast) {
        double visual = weight(contrast, true);
        double text = weight(contrast, false);
        double[] drawn = new double[own.length];
        Arrays.setAll(drawn, draw -> own[draw] + visual * sharedVisual[draw] + text * sharedText[draw]);
        return drawn;
    }

    /** How much the shared part of a modality moves the contrast. */
    private double weight(Contrast contrast, boolean visual) {
        double weight = 0;
        for (int t = 0; t < contrast.taskWeights().length; t++) {
            weight += table.tasks().get(t).visual() == visual ? Math.abs(contrast.taskWeights()[t]) : 0;
        }
        return weight * recipeWeight(contrast);
    }

    /** Deviations of the contrasts' own part, scaled so that their mean square is its unbiased variance between seeds. */
    private static double[] own(ScoreTable table, List<Contrast> family) {
        int seeds = table.numSeeds();
        int recipes = table.numRecipes();
        if (seeds < 2) {
            return new double[0];
        }
        return family.stream().flatMapToDouble(contrast -> {
            double[] deviations = deviations(contrast.bySeed(table));
            double recipeWeight = recipeWeight(contrast);
            double[] shared = deviations(Contrast.grandMean(table, contrast.taskWeights()).bySeed(table));
            // Taking out the mean of R recipes leaves a single one's deviations (R - 1) / R of their variance.
            double left = recipeWeight == 0 ? 1 : (double) (recipes - 1) / recipes;
            double scale = left == 0 ? 0 : Math.sqrt((double) seeds / (seeds - 1) / left);
            return IntStream.range(0, seeds).mapToDouble(s -> (deviations[s] - recipeWeight * shared[s]) * scale);
        }).toArray();
    }

    /** 1 for a score, 0 for a difference. */
    private static double recipeWeight(Contrast contrast) {
        double sum = Arrays.stream(contrast.recipeWeights()).sum();
        return Math.abs(sum) < 1e-9 ? 0 : sum;
    }

    private static Shared shared(ScoreTable table, boolean visual) {
        int seeds = table.numSeeds();
        List<Double> variances = new ArrayList<>();
        for (ScoreTable.Task task : table.tasks()) {
            if (task.visual() == visual && seeds > 1) {
                double[] shared = deviations(Contrast.grandMean(table, table.mean(task::equals)).bySeed(table));
                variances.add(Arrays.stream(shared).map(deviation -> deviation * deviation).sum() / (seeds - 1));
            }
        }
        return new Shared(Math.sqrt(variances.stream().mapToDouble(variance -> variance).average().orElse(0)),
                variances.size() * (seeds - 1));
    }

    /** @param deviation standard deviation between seeds of what all recipes of a seed share, in one task */
    private record Shared(double deviation, int degreesOfFreedom) {}

    private static double[] deviations(double[] bySeed) {
        double mean = Arrays.stream(bySeed).average().orElseThrow();
        return Arrays.stream(bySeed).map(value -> value - mean).toArray();
    }

    /** The mean of as many deviations as there are seeds, taken with replacement. */
    private static double[] drawOwn(double[] deviations, int seeds, long seed, int draws) {
        double[] drawn = new double[draws];
        for (int draw = 0; draw < draws && deviations.length > 0; draw++) {
            KeyedRandom random = KeyedRandom.of(seed, "own", draw);
            double sum = 0;
            for (int s = 0; s < seeds; s++) {
                sum += deviations[random.nextInt(deviations.length)];
            }
            drawn[draw] = sum / seeds;
        }
        return drawn;
    }

    private static double[] drawShared(Shared shared, int seeds, long seed, int draws) {
        double[] drawn = new double[draws];
        for (int draw = 0; draw < draws && shared.deviation() > 0; draw++) {
            KeyedRandom random = KeyedRandom.of(seed, "shared", draw);
            double normal = random.nextGaussian();
            double chiSquare = 0;
            for (int i = 0; i < shared.degreesOfFreedom(); i++) {
                double next = random.nextGaussian();
                chiSquare += next * next;
            }
            drawn[draw] = shared.deviation() / Math.sqrt(seeds) * normal / Math.sqrt(chiSquare / shared.degreesOfFreedom());
        }
        return drawn;
    }
}
