package io.firstlight.study.statistics;

import io.firstlight.core.random.KeyedRandom;
import java.util.Arrays;

/**
 * How far values would move if other seeds had been drawn: the analysis of variance of recipes by seeds, one score
 * each. All recipes of a seed share its trunk and image encoder, which moves them together; beside that each model has
 * luck of its own. With R recipes and S seeds, mean squares between seeds (S - 1 degrees of freedom) hold both parts,
 * those of the interaction ((R - 1)(S - 1)) the models' own alone. The variance of a contrast with recipe weights w,
 * over the mean of S seeds, is
 *
 * <pre>(sum(w)^2 / R * between + (sum(w^2) - sum(w)^2 / R) * interaction) / S</pre>
 *
 * <p>so what a seed's recipes share cancels in differences, and few seeds tell little about scores, as they should.
 * Draws are from Student's t with the degrees of freedom of Satterthwaite (Biometrics Bulletin 2, 1946). Both mean
 * squares contain noise of items, which therefore counts a little more than once.
 */
final class SeedSpread {
    private final int recipes;
    private final int seeds;
    private final double between;
    private final double interaction;

    /**
     * The analysis of variance of a table of scores.
     *
     * @param taskWeights [T], the weights of the mean over tasks that is a model's score
     */
    SeedSpread(ScoreTable table, double[] taskWeights) {
        this.recipes = table.numRecipes();
        this.seeds = table.numSeeds();
        double[][] scores = new double[recipes][];
        for (int r = 0; r < recipes; r++) {
            scores[r] = deviations(Contrast.score(table, r, taskWeights).bySeed(table));
        }
        double[] shared = new double[seeds];
        Arrays.setAll(
                shared,
                s -> Arrays.stream(scores).mapToDouble(of -> of[s]).average().orElseThrow());
        double own = 0;
        for (double[] of : scores) {
            for (int s = 0; s < seeds; s++) {
                own += (of[s] - shared[s]) * (of[s] - shared[s]);
            }
        }
        this.between =
                seeds < 2 ? 0 : recipes * Arrays.stream(shared).map(d -> d * d).sum() / (seeds - 1);
        this.interaction = seeds < 2 || recipes < 2 ? 0 : own / ((recipes - 1) * (seeds - 1));
    }

    private static double[] deviations(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values).map(value -> value - mean).toArray();
    }

    /** A variance and how well it is known. */
    record Variance(double value, double degreesOfFreedom) {

        /** How far other seeds would have moved a value of this variance, in every draw. */
        double[] draws(int draws, long seed) {
            double[] drawn = new double[draws];
            for (int draw = 0; draw < draws && value > 0; draw++) {
                drawn[draw] = Math.sqrt(value) * student(KeyedRandom.of(seed, "bootstrap/seeds", draw));
            }
            return drawn;
        }

        /** Student's t by the polar method (Bailey, Mathematics of Computation 62, 1994). */
        private double student(KeyedRandom random) {
            while (true) {
                double u = 2 * random.nextDouble() - 1;
                double v = 2 * random.nextDouble() - 1;
                double w = u * u + v * v;
                if (w > 0 && w <= 1) {
                    return u * Math.sqrt(degreesOfFreedom * (Math.pow(w, -2 / degreesOfFreedom) - 1) / w);
                }
            }
        }
    }

    /** Of a contrast's mean over the seeds. */
    Variance of(double[] recipeWeights) {
        double sum = Arrays.stream(recipeWeights).sum();
        double squares =
                Arrays.stream(recipeWeights).map(weight -> weight * weight).sum();
        double fromBetween = sum * sum / recipes * between / seeds;
        double fromInteraction = Math.max(0, squares - sum * sum / recipes) * interaction / seeds;
        return variance(fromBetween, fromInteraction);
    }

    /**
     * Of the mean over all models, as if each had its own luck only: whether these models are above chance, not others.
     */
    Variance ofAllModels() {
        double models = (double) recipes * seeds;
        return variance(between / recipes / models, (recipes - 1.0) / recipes * interaction / models);
    }

    private Variance variance(double fromBetween, double fromInteraction) {
        double value = fromBetween + fromInteraction;
        double freedom = fromBetween * fromBetween / (seeds - 1)
                + (recipes < 2 ? 0 : fromInteraction * fromInteraction / ((recipes - 1.0) * (seeds - 1)));
        return seeds < 2 || value == 0 ? new Variance(0, 1) : new Variance(value, value * value / freedom);
    }
}
