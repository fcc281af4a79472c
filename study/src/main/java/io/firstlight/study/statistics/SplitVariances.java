package io.firstlight.study.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * How far recipes differ from one split of the items to the other beyond what the choice of items explains, such as
 * when one recipe suits the artist who drew one split's images. A recipe's mean over seeds on one split less that on
 * the other has no luck of its models in it, for they are the same; its variance between recipes is twice this part's,
 * plus that of both splits' items.
 */
final class SplitVariances {
    private static final double DOUBT = 0.01;

    private SplitVariances() {}

    /**
     * Of one recipe's score on one split.
     *
     * @param taskWeights [T] of the tasks of {@code table}
     */
    static VariancePart of(
            ScoreTable table, ItemVariances items, ScoreTable other, ItemVariances otherItems, double[] taskWeights) {
        int recipes = table.numRecipes();
        List<String> names = other.tasks().stream().map(ItemScores::name).toList();
        int[] places = table.tasks().stream()
                .mapToInt(task -> names.indexOf(task.name()))
                .toArray();
        if (recipes < 2 || other.numRecipes() != recipes) {
            return VariancePart.NONE;
        }
        double[] weights = taskWeights.clone();
        double[] otherWeights = new double[names.size()];
        for (int t = 0; t < weights.length; t++) {
            weights[t] = places[t] < 0 ? 0 : weights[t];
            if (places[t] >= 0) {
                otherWeights[places[t]] = weights[t];
            }
        }
        double[] ofItems = items.betweenRecipes(weights);
        double[] ofOtherItems = otherItems.betweenRecipes(otherWeights);
        int freedom = recipes - 1;
        double[] ofTasks = new double[weights.length];
        double[] mean = new double[recipes];
        double itemsOfTasks = 0;
        for (int t = 0; t < weights.length; t++) {
            if (weights[t] != 0) {
                double[] moved = moved(table.tasks().get(t), other.tasks().get(places[t]), weights[t]);
                ofTasks[t] = ItemVariances.variance(moved) / 2;
                itemsOfTasks += (ofItems[t] + ofOtherItems[places[t]]) / 2;
                for (int r = 0; r < recipes; r++) {
                    mean[r] += moved[r];
                }
            }
        }
        double itemsOfMean = (ofItems[weights.length] + ofOtherItems[otherWeights.length]) / 2;
        double ofMean = ItemVariances.variance(mean) / 2;
        double sum = Arrays.stream(ofTasks).sum();
        double tasks = MeanSquare.of(0, ofTasks, freedom).degreesOfFreedom() / freedom;
        // Tasks that a recipe suits independently of each other tell more than their mean; if they go together beyond
        // doubt, the mean varies more than they do.
        boolean together =
                sum > 0 && ChiSquaredDistribution.of(freedom).survivalProbability(freedom * ofMean / sum) < DOUBT;
        double beyond = together ? ofMean - itemsOfMean : sum - itemsOfTasks;
        double known = together ? ofMean * ofMean / freedom : sum * sum / (freedom * tasks);
        return beyond > 0 ? new VariancePart(beyond, known) : VariancePart.NONE;
    }

    /** [R] weighted mean over seeds on one split less that on the other. */
    private static double[] moved(ItemScores task, ItemScores other, double weight) {
        return IntStream.range(0, task.numRecipes())
                .mapToDouble(r -> weight * (mean(task, r) - mean(other, r)))
                .toArray();
    }

    private static double mean(ItemScores task, int recipe) {
        return IntStream.range(0, task.numSeeds())
                .mapToDouble(s -> task.centred(recipe, s))
                .average()
                .orElseThrow();
    }
}
