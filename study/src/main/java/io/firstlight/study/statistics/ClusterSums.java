package io.firstlight.study.statistics;

import java.util.List;

/**
 * How far each cluster of items moves each model's score of one task: the sum over the cluster's items of what they are
 * above or below the model's mean, divided by the number of the task's items. Over all clusters a model's deviations
 * add up to 0.
 *
 * @param numClusters clusters that have items of the task
 * @param deviations [clusters][R * S] in centred score; of 0 where only other tasks of the stratum have items
 */
record ClusterSums(int numClusters, double[][] deviations) {

    static ClusterSums of(ItemScores task, List<int[]> members) {
        int seeds = task.numSeeds();
        double[][] deviations = new double[members.size()][task.numRecipes() * seeds];
        for (int c = 0; c < deviations.length; c++) {
            for (int r = 0; r < task.numRecipes(); r++) {
                for (int s = 0; s < seeds; s++) {
                    double mean = task.centred(r, s);
                    double sum = 0;
                    for (int item : members.get(c)) {
                        sum += task.centred(r, s, item) - mean;
                    }
                    deviations[c][r * seeds + s] = sum / task.numItems();
                }
            }
        }
        int clusters = (int) members.stream().filter(own -> own.length > 0).count();
        return new ClusterSums(clusters, deviations);
    }

    /** [clusters][R] means over seeds. */
    double[][] overSeeds(int recipes) {
        double[][] means = new double[deviations.length][recipes];
        for (int c = 0; c < means.length; c++) {
            int seeds = deviations[c].length / recipes;
            for (int i = 0; i < deviations[c].length; i++) {
                means[c][i / seeds] += deviations[c][i] / seeds;
            }
        }
        return means;
    }
}
