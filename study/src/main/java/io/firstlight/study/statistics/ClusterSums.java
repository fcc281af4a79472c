package io.firstlight.study.statistics;

import java.util.Arrays;
import java.util.List;

/**
 * One task's scores summed within its clusters: what a draw of clusters adds up.
 *
 * @param items [clusters] how many items of the task are in each; 0 where only other tasks of the stratum have some
 * @param centred [clusters * R] sums of {@link ItemScores#centred(int, int, int)}, means over seeds
 */
record ClusterSums(int numRecipes, int[] items, double[] centred) {

    static ClusterSums of(ItemScores task, List<int[]> members) {
        int recipes = task.numRecipes();
        double[] sums = new double[members.size() * recipes];
        for (int c = 0; c < members.size(); c++) {
            for (int item : members.get(c)) {
                for (int r = 0; r < recipes; r++) {
                    for (int s = 0; s < task.numSeeds(); s++) {
                        sums[c * recipes + r] += task.centred(r, s, item) / task.numSeeds();
                    }
                }
            }
        }
        return new ClusterSums(
                recipes, members.stream().mapToInt(own -> own.length).toArray(), sums);
    }

    /** Clusters with items of the task. */
    int numClusters() {
        return (int) Arrays.stream(items).filter(count -> count > 0).count();
    }

    /** Centred score of a recipe, mean over seeds, on all items. */
    double mean(int recipe) {
        double sum = 0;
        for (int i = recipe; i < centred.length; i += numRecipes) {
            sum += centred[i];
        }
        return sum / Arrays.stream(items).sum();
    }

    /**
     * Writes the centred score of every recipe on the drawn clusters. Where none of them has an item of the task, which
     * happens only if it has few and shares its stratum with larger tasks, the draw is of no use and all items stand
     * in.
     *
     * @param drawn [clusters] numbers of clusters, with repetition
     * @param means written from {@code offset} on
     */
    void meansOf(int[] drawn, double[] means, int offset) {
        int count = 0;
        double[] sums = new double[numRecipes];
        for (int cluster : drawn) {
            count += items[cluster];
            for (int r = 0; r < numRecipes; r++) {
                sums[r] += centred[cluster * numRecipes + r];
            }
        }
        for (int r = 0; r < numRecipes; r++) {
            means[offset + r] = count == 0 ? mean(r) : sums[r] / count;
        }
    }
}
