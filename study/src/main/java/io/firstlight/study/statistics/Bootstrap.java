package io.firstlight.study.statistics;

import io.firstlight.core.random.KeyedRandom;
import io.firstlight.study.result.StudyResults.Interval;
import java.util.Arrays;
import java.util.List;

/**
 * Bootstrap over items and seeds. An item draw takes as many items of each task as there are, with replacement, the
 * same for all models, so that comparisons are paired. A seed draw adds how far other seeds would have moved the value
 * ({@link SeedSpread}). With one seed, intervals are over items alone. Near the ends of the scale the two parts can add
 * up to more than any model can score; intervals end where the scale does.
 */
public final class Bootstrap {
    public static final int DRAWS = 4000;
    private static final double TAIL = 0.025;
    private final ScoreTable table;
    private final long seed;
    private final int draws;
    /** [T][draws * R]: centred score of every recipe, mean over seeds, on the drawn items. */
    private final float[][] itemDraws;

    public Bootstrap(ScoreTable table, long seed) {
        this(table, seed, DRAWS);
    }

    /** @param draws how many; the smallest p-value is 1 / (draws + 1) */
    public Bootstrap(ScoreTable table, long seed, int draws) {
        this.table = table;
        this.seed = seed;
        this.draws = draws;
        this.itemDraws = table.tasks().stream().map(this::drawItems).toArray(float[][]::new);
    }

    public ScoreTable table() {
        return table;
    }

    private float[] drawItems(ScoreTable.Task task) {
        int recipes = table.numRecipes();
        int items = task.numItems();
        byte[] right = seedsThatAreRight(task);
        float[] scores = new float[draws * recipes];
        int[] sums = new int[recipes];
        double models = (double) items * table.numSeeds();
        for (int draw = 0; draw < draws; draw++) {
            Arrays.fill(sums, 0);
            KeyedRandom random = KeyedRandom.of(seed, "bootstrap/" + task.name(), draw);
            for (int i = 0; i < items; i++) {
                int row = (int) (((random.nextLong() >>> 32) * items) >>> 32) * recipes;
                for (int r = 0; r < recipes; r++) {
                    sums[r] += right[row + r];
                }
            }
            for (int r = 0; r < recipes; r++) {
                scores[draw * recipes + r] = (float) ((sums[r] / models - task.chance()) / (1 - task.chance()));
            }
        }
        return scores;
    }

    /** [N * R]: how many seeds of a recipe have an item right. */
    private byte[] seedsThatAreRight(ScoreTable.Task task) {
        int recipes = table.numRecipes();
        if (table.numSeeds() > Byte.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "at most " + Byte.MAX_VALUE + " seeds can be compared, found " + table.numSeeds());
        }
        byte[] right = new byte[task.numItems() * recipes];
        for (int r = 0; r < recipes; r++) {
            for (boolean[] model : task.correct()[r]) {
                for (int i = 0; i < model.length; i++) {
                    right[i * recipes + r] += (byte) (model[i] ? 1 : 0);
                }
            }
        }
        return right;
    }

    public List<Estimate> estimates(List<Contrast> contrasts) {
        return contrasts.stream().map(this::estimate).toList();
    }

    public Estimate estimate(Contrast contrast) {
        return estimate(contrast, new SeedSpread(table, contrast.taskWeights()).of(contrast.recipeWeights()));
    }

    /** The mean over all models of the study: of these models, whatever others under other seeds would do. */
    Estimate ofAllModels(double[] taskWeights) {
        return estimate(Contrast.grandMean(table, taskWeights), new SeedSpread(table, taskWeights).ofAllModels());
    }

    private Estimate estimate(Contrast contrast, SeedSpread.Variance betweenSeeds) {
        double value = Arrays.stream(contrast.bySeed(table)).average().orElseThrow();
        double[] drawn = betweenSeeds.draws(draws, seed);
        int recipes = table.numRecipes();
        for (int t = 0; t < itemDraws.length; t++) {
            for (int r = 0; r < recipes; r++) {
                double weight = contrast.taskWeights()[t] * contrast.recipeWeights()[r];
                for (int draw = 0; draw < draws && weight != 0; draw++) {
                    drawn[draw] += weight * itemDraws[t][draw * recipes + r];
                }
            }
        }
        int asFar = 0;
        for (double d : drawn) {
            // How far a draw is from the estimate is how far the estimate may be from the truth.
            asFar += Math.abs(d - value) >= Math.abs(value) ? 1 : 0;
        }
        Arrays.sort(drawn);
        Range possible = possible(contrast);
        return new Estimate(
                new Interval(value, possible.clamp(quantile(drawn, TAIL)), possible.clamp(quantile(drawn, 1 - TAIL))),
                (asFar + 1.0) / (draws + 1));
    }

    private record Range(double least, double greatest) {
        double clamp(double bound) {
            return Math.max(least, Math.min(greatest, bound));
        }
    }

    /**
     * What the contrast could be at all: with every answer wrong where it weighs positively and right elsewhere, and
     * vice versa.
     */
    private Range possible(Contrast contrast) {
        double least = 0;
        double greatest = 0;
        for (int t = 0; t < itemDraws.length; t++) {
            double chance = table.tasks().get(t).chance();
            for (double recipeWeight : contrast.recipeWeights()) {
                double weight = contrast.taskWeights()[t] * recipeWeight;
                double allWrong = -weight * chance / (1 - chance);
                least += Math.min(weight, allWrong);
                greatest += Math.max(weight, allWrong);
            }
        }
        return new Range(least, greatest);
    }

    /** Linear between the two neighbouring order statistics. */
    static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
