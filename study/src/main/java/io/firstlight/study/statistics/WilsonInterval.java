package io.firstlight.study.statistics;

import io.firstlight.study.result.StudyResults.Interval;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Wilson's score interval of a mean of scores in [0, 1], over items in clusters: as many independent right or wrong
 * answers as would vary as much as the clusters do stand in for the items (the effective sample size, Kish, Survey
 * Sampling, 1965). For right or wrong answers to independent items it is Wilson's interval itself.
 *
 * @param mean in [0, 1]
 * @param effectiveItems how many independent answers tell as much
 */
public record WilsonInterval(double mean, double effectiveItems) {
    private static final double NORMAL_QUANTILE = 1.959963984540054;

    /**
     * The interval of the mean of clustered scores.
     *
     * @param scores [N]
     * @param clusters [N] the cluster of each item
     */
    static WilsonInterval of(double[] scores, List<String> clusters) {
        double mean = Arrays.stream(scores).sum() / scores.length;
        Map<String, Double> deviations = new HashMap<>();
        for (int i = 0; i < scores.length; i++) {
            deviations.merge(clusters.get(i), scores[i] - mean, Double::sum);
        }
        // Miller (arXiv 2411.00640), equation 4: the sum over pairs within a cluster is the square of its sum.
        double variance = 0;
        for (double deviation : deviations.values()) {
            variance += deviation * deviation / scores.length / scores.length;
        }
        int numClusters = deviations.size();
        if (numClusters < 2) {
            return new WilsonInterval(mean, 0);
        }
        double effective = variance > 0 ? mean * (1 - mean) / variance : numClusters;
        return new WilsonInterval(mean, effective);
    }

    /** 95 %; from 0 to 1 where there is one cluster only, which shows nothing of others. */
    public Interval interval() {
        if (effectiveItems == 0) {
            return new Interval(mean, 0, 1);
        }
        double z2 = NORMAL_QUANTILE * NORMAL_QUANTILE;
        double n = effectiveItems;
        double middle = (mean + z2 / (2 * n)) / (1 + z2 / n);
        double half = NORMAL_QUANTILE / (1 + z2 / n) * Math.sqrt(mean * (1 - mean) / n + z2 / (4.0 * n * n));
        return new Interval(mean, Math.max(0, middle - half), Math.min(1, middle + half));
    }
}
