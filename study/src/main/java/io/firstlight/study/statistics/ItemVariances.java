package io.firstlight.study.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far values would move if other items had been asked: the variance over clusters of items, such as those of one
 * image. Models differ from their recipe's mean in every item; that part of the variance shrinks with the number of
 * seeds, is seen between seeds too, and is left out here so that it counts once.
 */
final class ItemVariances {
    private final ScoreTable table;
    /** [strata][tasks of the stratum] */
    private final List<List<ClusterSums>> sums;

    ItemVariances(ScoreTable table) {
        this.table = table;
        this.sums = table.strata().stream()
                .map(stratum -> IntStream.range(0, stratum.tasks().size())
                        .mapToObj(k -> ClusterSums.of(
                                table.tasks().get(stratum.tasks().get(k)),
                                stratum.members().get(k)))
                        .toList())
                .toList();
    }

    /** What the luck of items adds to that of seeds; with one seed, all of it. */
    VariancePart of(Contrast contrast) {
        double value = 0;
        double error = 0;
        for (int i = 0; i < sums.size(); i++) {
            ClusterStratum stratum = table.strata().get(i);
            double[] weights = stratum.tasks().stream()
                    .mapToDouble(t -> contrast.taskWeights()[t])
                    .toArray();
            Squares squares = squares(sums.get(i), weights, contrast.recipeWeights());
            if (squares.clusters() > 1) {
                double factor = squares.clusters() / (squares.clusters() - 1.0);
                double all = factor * squares.ofMeans();
                value += factor * (squares.ofMeans() - squares.withinSeeds());
                error += all * all / (squares.clusters() - 1);
            }
        }
        return new VariancePart(Math.max(0, value), error);
    }

    /**
     * Sums over clusters.
     *
     * @param clusters that have items of a task that counts
     * @param ofMeans of the squares of the seeds' means
     * @param withinSeeds of the variances of the seeds' means, from how seeds differ; 0 for one seed
     */
    private record Squares(int clusters, double ofMeans, double withinSeeds) {}

    private Squares squares(List<ClusterSums> tasks, double[] taskWeights, double[] recipeWeights) {
        int seeds = table.numSeeds();
        int clusters = 0;
        double ofMeans = 0;
        double withinSeeds = 0;
        double[] moved = new double[seeds];
        for (int k = 0; k < tasks.size(); k++) {
            clusters = Math.max(clusters, taskWeights[k] == 0 ? 0 : tasks.get(k).numClusters());
        }
        if (clusters == 0) {
            return new Squares(0, 0, 0);
        }
        for (int c = 0; c < tasks.get(0).deviations().length; c++) {
            Arrays.fill(moved, 0);
            for (int k = 0; k < taskWeights.length; k++) {
                double[] deviations = tasks.get(k).deviations()[c];
                for (int r = 0; r < recipeWeights.length && taskWeights[k] != 0; r++) {
                    double weight = taskWeights[k] * recipeWeights[r];
                    for (int s = 0; s < seeds && weight != 0; s++) {
                        moved[s] += weight * deviations[r * seeds + s];
                    }
                }
            }
            double mean = 0;
            for (double value : moved) {
                mean += value / seeds;
            }
            ofMeans += mean * mean;
            for (int s = 0; s < seeds && seeds > 1; s++) {
                withinSeeds += (moved[s] - mean) * (moved[s] - mean) / (seeds - 1) / seeds;
            }
        }
        return new Squares(clusters, ofMeans, withinSeeds);
    }

    /**
     * Variance between recipes of a weighted mean over tasks that the choice of items makes, means over seeds: of each
     * task times its squared weight, and last of the mean itself.
     */
    double[] betweenRecipes(double[] taskWeights) {
        int recipes = table.numRecipes();
        double[] variances = new double[taskWeights.length + 1];
        for (int i = 0; i < sums.size(); i++) {
            ClusterStratum stratum = table.strata().get(i);
            int clusters = stratum.numClusters();
            double factor = clusters < 2 ? 1 : clusters / (clusters - 1.0);
            double[][] all = new double[clusters][recipes];
            for (int k = 0; k < stratum.tasks().size(); k++) {
                int task = stratum.tasks().get(k);
                double weight = taskWeights[task];
                double[][] means =
                        weight == 0 ? new double[0][] : sums.get(i).get(k).overSeeds(recipes);
                for (int c = 0; c < means.length; c++) {
                    variances[task] += factor * weight * weight * variance(means[c]);
                    for (int r = 0; r < recipes; r++) {
                        all[c][r] += weight * means[c][r];
                    }
                }
            }
            for (double[] of : all) {
                variances[taskWeights.length] += factor * variance(of);
            }
        }
        return variances;
    }

    static double variance(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double sum = 0;
        for (double value : values) {
            sum += (value - mean) * (value - mean);
        }
        return sum / (values.length - 1);
    }
}
