package io.firstlight.study.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far values would move if other seeds had been drawn: an analysis of variance of recipes by seeds that follows the
 * plan. All recipes of a seed share its data order, trunk and image encoder, which moves them together; recipes that
 * share a branch move together beyond that; and each model has luck of its own. For recipe weights w, with W the sums
 * of w over branches, the variance of a contrast over the mean of S seeds is
 *
 * <pre>(sum(w)^2 * seeds + sum(W^2 * branch) - sum(w)^2 / B * mean(branch) + (sum(w^2) - h * sum(W^2)) * own) / S</pre>
 *
 * <p>where B is the number of branches, h the mean of 1 / (recipes of a branch), {@code seeds} the mean square of the
 * seeds' means, {@code branch} that of each branch around them and {@code own} that of recipes within a branch. Where
 * no two recipes share a branch, a branch is a recipe and {@code own} is not there. What a seed's recipes share cancels
 * in differences. The branches' variances are moderated ({@link ModeratedVariances}); all mean squares are of
 * {@link MeanSquare}. They hold the noise of the items that a single model's answers add.
 */
final class SeedVariances {
    private final int seeds;
    private final List<Integer> branches;
    private final int numBranches;
    private final double meanShare;
    private final MeanSquare ofSeeds;
    private final MeanSquare ofBranches;
    private final ModeratedVariances branchVariances;
    private final VariancePart own;

    /**
     * The analysis of a table of scores.
     *
     * @param branches [R] number of each recipe's branch, from 0
     * @param taskWeights [T], the weights of the mean over tasks that is a model's score
     */
    SeedVariances(ScoreTable table, List<Integer> branches, double[] taskWeights) {
        this.seeds = table.numSeeds();
        this.branches = branches;
        this.numBranches = (int) branches.stream().distinct().count();
        int[] sizes = new int[numBranches];
        branches.forEach(branch -> sizes[branch]++);
        this.meanShare =
                Arrays.stream(sizes).mapToDouble(size -> 1.0 / size).average().orElseThrow();
        int[] tasks = IntStream.range(0, taskWeights.length)
                .filter(t -> taskWeights[t] != 0)
                .toArray();
        // Weighted deviations of every model from its recipe's mean; the last row is their sum over tasks.
        double[][][] models = new double[tasks.length + 1][table.numRecipes()][seeds];
        for (int k = 0; k < tasks.length; k++) {
            for (int r = 0; r < table.numRecipes(); r++) {
                models[k][r] = deviations(table, tasks[k], r, taskWeights[tasks[k]]);
                for (int s = 0; s < seeds; s++) {
                    models[tasks.length][r][s] += models[k][r][s];
                }
            }
        }
        double[][][] ofBranch = new double[models.length][][];
        double[][] ofSeed = new double[models.length][];
        for (int k = 0; k < models.length; k++) {
            ofBranch[k] = branchMeans(models[k], sizes);
            ofSeed[k] = means(ofBranch[k]);
        }
        int freedom = seeds - 1;
        this.ofSeeds = meanSquare(ofSeed, freedom, freedom);
        if (numBranches < 2 || seeds < 2) {
            this.ofBranches = new MeanSquare(0, 1, 1, 1);
            this.branchVariances = new ModeratedVariances(new double[numBranches], Double.POSITIVE_INFINITY);
        } else {
            double[][] around = new double[models.length][numBranches];
            for (int k = 0; k < models.length; k++) {
                for (int b = 0; b < numBranches; b++) {
                    around[k][b] = squares(ofBranch[k][b], ofSeed[k]) * numBranches / (numBranches - 1.0) / freedom;
                }
            }
            double[] pooled = Arrays.stream(around)
                    .mapToDouble(of -> Arrays.stream(of).average().orElseThrow())
                    .toArray();
            this.ofBranches = MeanSquare.of(
                    pooled[tasks.length], Arrays.copyOf(pooled, tasks.length), (numBranches - 1.0) * freedom);
            double[] each = new double[numBranches];
            for (int k = 0; k < tasks.length; k++) {
                for (int b = 0; b < numBranches; b++) {
                    each[b] += around[k][b] * ofBranches.inflation();
                }
            }
            this.branchVariances = ModeratedVariances.of(
                    each, freedom * (numBranches - 1.0) / numBranches * ofBranches.independentTasks());
        }
        this.own = own(models, ofBranch);
    }

    /** [S] */
    private static double[] deviations(ScoreTable table, int task, int recipe, double weight) {
        double[] values = new double[table.numSeeds()];
        Arrays.setAll(values, s -> weight * table.tasks().get(task).centred(recipe, s));
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values).map(value -> value - mean).toArray();
    }

    private double[][] branchMeans(double[][] models, int[] sizes) {
        double[][] means = new double[sizes.length][seeds];
        for (int r = 0; r < models.length; r++) {
            int branch = branches.get(r);
            for (int s = 0; s < seeds; s++) {
                means[branch][s] += models[r][s] / sizes[branch];
            }
        }
        return means;
    }

    private double[] means(double[][] rows) {
        double[] means = new double[seeds];
        for (double[] row : rows) {
            for (int s = 0; s < seeds; s++) {
                means[s] += row[s] / rows.length;
            }
        }
        return means;
    }

    private static double squares(double[] values, double[] around) {
        double sum = 0;
        for (int s = 0; s < values.length; s++) {
            sum += (values[s] - around[s]) * (values[s] - around[s]);
        }
        return sum;
    }

    /** Of rows of deviations, one a task and the last of their sum. */
    private static MeanSquare meanSquare(double[][] rows, double divisor, double freedom) {
        if (divisor <= 0) {
            return new MeanSquare(0, 1, 1, 1);
        }
        double[] squares = Arrays.stream(rows)
                .mapToDouble(
                        row -> Arrays.stream(row).map(value -> value * value).sum() / divisor)
                .toArray();
        return MeanSquare.of(squares[rows.length - 1], Arrays.copyOf(squares, rows.length - 1), freedom);
    }

    /** Of recipes within their branch. */
    private VariancePart own(double[][][] models, double[][][] ofBranch) {
        int recipes = branches.size();
        double freedom = (recipes - numBranches) * (seeds - 1.0);
        if (freedom <= 0) {
            return VariancePart.NONE;
        }
        double[][] rows = new double[models.length][recipes * seeds];
        for (int k = 0; k < models.length; k++) {
            for (int r = 0; r < recipes; r++) {
                for (int s = 0; s < seeds; s++) {
                    rows[k][r * seeds + s] = models[k][r][s] - ofBranch[k][branches.get(r)][s];
                }
            }
        }
        MeanSquare square = meanSquare(rows, freedom, freedom);
        return VariancePart.of(square.value(), square.degreesOfFreedom());
    }

    /** Of a contrast's mean over the seeds; nothing is known of it with one seed. */
    VariancePart of(double[] recipeWeights) {
        if (seeds < 2) {
            return VariancePart.NONE;
        }
        double[] sums = new double[numBranches];
        for (int r = 0; r < recipeWeights.length; r++) {
            sums[branches.get(r)] += recipeWeights[r];
        }
        double total = Arrays.stream(recipeWeights).sum();
        double squares = Arrays.stream(recipeWeights).map(w -> w * w).sum();
        double branchSquares = Arrays.stream(sums).map(w -> w * w).sum();
        VariancePart shared =
                VariancePart.of(ofSeeds.value(), ofSeeds.degreesOfFreedom()).times(total * total);
        return VariancePart.sum(List.of(
                        shared,
                        branchPart(sums, total * total / numBranches),
                        own.times(Math.max(0, squares - meanShare * branchSquares))))
                .times(1.0 / seeds);
    }

    private VariancePart branchPart(double[] sums, double inSeeds) {
        double value = -inSeeds * ofBranches.value();
        double unequal = 0;
        for (int b = 0; b < sums.length; b++) {
            double part = sums[b] * sums[b] * branchVariances.values()[b];
            value += part;
            unequal += part * part / branchVariances.degreesOfFreedom();
        }
        value = Math.max(0, value);
        // How large the common variance is, and how far these branches' are above or below it.
        return new VariancePart(value, value * value / ofBranches.degreesOfFreedom() + unequal);
    }
}
