package io.firstlight.study.statistics;

import io.firstlight.study.result.StudyResults.Interval;
import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The 95 % interval of the score of a recipe that was chosen because it is high. What all recipes share, such as the
 * items and the seeds' luck, does not bear on the choice. The recipe's own luck does: of R recipes that are equally
 * good, the chosen one has the greatest of R such lucks, whose mean and standard deviation are those of the greatest of
 * R normal values. The interval reaches as far as their sum does with a probability of 95 %, and at least as far as
 * without a choice.
 */
public final class ChosenScore {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double END = 8.5;
    private static final int STEPS = 3400;

    private ChosenScore() {}

    /**
     * The interval of a chosen recipe's weighted mean over tasks.
     *
     * @param recipe index in the table
     */
    public static Interval interval(Inference inference, int recipe, double[] taskWeights) {
        ScoreTable table = inference.table();
        Estimate score = inference.estimate(Contrast.score(table, recipe, taskWeights));
        int recipes = table.numRecipes();
        if (recipes < 2) {
            return score.interval();
        }
        double[] aboveMean = new double[recipes];
        Arrays.fill(aboveMean, -1.0 / recipes);
        aboveMean[recipe] += 1;
        double own = inference.estimate(new Contrast(aboveMean, taskWeights)).standardError();
        double ownVariance =
                Math.min(own * own * recipes / (recipes - 1.0), score.standardError() * score.standardError());
        double shared = score.standardError() * score.standardError() - ownVariance;
        Greatest greatest = Greatest.of(recipes);
        TDistribution student = TDistribution.of(score.degreesOfFreedom());
        double chosen = greatest.mean() * Math.sqrt(ownVariance)
                + student.inverseSurvivalProbability(0.05) * Math.sqrt(shared + greatest.variance() * ownVariance);
        return score.within(Math.max(chosen, student.inverseSurvivalProbability(0.025) * score.standardError()));
    }

    /** Mean and variance of the greatest of several standard normal values. */
    record Greatest(double mean, double variance) {
        static Greatest of(int count) {
            double step = 2 * END / STEPS;
            double mean = 0;
            double square = 0;
            for (int i = 0; i <= STEPS; i++) {
                double z = -END + i * step;
                double weight =
                        step * count * NORMAL.density(z) * Math.pow(NORMAL.cumulativeProbability(z), count - 1.0);
                mean += weight * z;
                square += weight * z * z;
            }
            return new Greatest(mean, square - mean * mean);
        }
    }
}
