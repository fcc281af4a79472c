package io.firstlight.study.statistics;

import java.util.Arrays;
import java.util.List;

/**
 * Every model's score on every item of one task and split: R recipes, S seeds, N items, which fall into clusters.
 * Immutable.
 */
public final class ItemScores {
    private final Label label;
    private final double[] chances;
    private final List<String> clusters;
    private final double[][][] scores;
    private final double chance;
    private final double[][] means;
    private final int numClusters;

    /**
     * What a task is called.
     *
     * @param name name of the task
     * @param visual whether its items show an image
     */
    public record Label(String name, boolean visual) {}

    /**
     * The scores of all models on the items of one task.
     *
     * @param chances [N] score of guessing, in [0, 1)
     * @param clusters [N] items of the same cluster depend on each other; the same name in another task is the same
     *     cluster
     * @param scores [R][S][N] in [0, 1]; kept, not copied
     */
    public ItemScores(Label label, double[] chances, List<String> clusters, double[][][] scores) {
        this.label = label;
        this.chances = chances.clone();
        this.clusters = List.copyOf(clusters);
        this.scores = scores;
        for (double value : chances) {
            if (!(value >= 0 && value < 1)) {
                throw new IllegalArgumentException(
                        "task '" + label.name() + "' has chance " + value + "; it must be from 0 to below 1");
            }
        }
        requireComplete();
        this.chance = Arrays.stream(chances).average().orElseThrow();
        this.numClusters = (int) clusters.stream().distinct().count();
        this.means = new double[scores.length][scores[0].length];
        for (int r = 0; r < means.length; r++) {
            for (int s = 0; s < means[r].length; s++) {
                means[r][s] = Arrays.stream(scores[r][s]).sum() / numItems();
            }
        }
    }

    private void requireComplete() {
        if (chances.length == 0 || clusters.size() != chances.length) {
            throw new IllegalArgumentException("task '" + label.name() + "' has " + chances.length + " items in "
                    + clusters.size() + " places of clusters; expected at least one item and one cluster an item");
        }
        for (double[][] recipe : scores) {
            if (recipe.length != scores[0].length) {
                throw new IllegalArgumentException("task '" + label.name() + "': recipes have " + scores[0].length
                        + " and " + recipe.length + " seeds");
            }
            for (double[] model : recipe) {
                if (model.length != chances.length) {
                    throw new IllegalArgumentException("task '" + label.name() + "': models answered " + chances.length
                            + " and " + model.length + " items");
                }
                for (double score : model) {
                    if (!(score >= 0 && score <= 1)) {
                        throw new IllegalArgumentException(
                                "task '" + label.name() + "' has a score of " + score + "; scores are from 0 to 1");
                    }
                }
            }
        }
    }

    public String name() {
        return label.name();
    }

    public boolean visual() {
        return label.visual();
    }

    /** Mean score of guessing. */
    public double chance() {
        return chance;
    }

    public int numItems() {
        return chances.length;
    }

    public int numClusters() {
        return numClusters;
    }

    public int numRecipes() {
        return scores.length;
    }

    public int numSeeds() {
        return scores[0].length;
    }

    /** [N] the cluster of each item. */
    List<String> clusters() {
        return clusters;
    }

    /** (mean score - chance) / (1 - chance). */
    public double centred(int recipe, int seed) {
        return (means[recipe][seed] - chance) / (1 - chance);
    }

    /** An item's part in {@link #centred}: their mean over the items is the centred score. */
    double centred(int recipe, int seed, int item) {
        return (scores[recipe][seed][item] - chances[item]) / (1 - chance);
    }

    /** A model's interval over other clusters of items. */
    public WilsonInterval wilson(int recipe, int seed) {
        return WilsonInterval.of(scores[recipe][seed], clusters);
    }
}
