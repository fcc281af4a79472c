package io.firstlight.study.statistics;

import java.util.Arrays;

/**
 * How far a weighted mean over tasks varies from one seed to another, from what its tasks vary and from what it varies
 * itself. Tasks that vary independently of each other say far more about it than it says itself: two seeds that happen
 * to give the same mean may have missed different tasks. Tasks that vary together make the mean vary more than the sum
 * of their variances; so the greater of the two counts.
 *
 * @param value the greater of the two mean squares
 * @param degreesOfFreedom how well it is known
 * @param inflation by how much tasks that vary together make the mean vary more than if they were independent; at least
 *     1
 * @param independentTasks as many equal tasks that vary independently tell as much of the spread between seeds; at
 *     least 1
 */
record MeanSquare(double value, double degreesOfFreedom, double inflation, double independentTasks) {

    /**
     * Of a weighted mean over tasks.
     *
     * @param ofMean the mean square of the weighted mean itself
     * @param ofTasks [T] each task's mean square, times its squared weight
     * @param degreesOfFreedom of every one of these mean squares
     */
    static MeanSquare of(double ofMean, double[] ofTasks, double degreesOfFreedom) {
        double sum = Arrays.stream(ofTasks).sum();
        double squares = Arrays.stream(ofTasks).map(value -> value * value).sum();
        // A mean square of d degrees of freedom varies by 2 / d around its own square.
        double tasks = squares == 0 ? 1 : sum * sum * (1 + 2 / degreesOfFreedom) / squares;
        tasks = Math.max(
                1,
                Math.min(
                        tasks, Arrays.stream(ofTasks).filter(value -> value > 0).count()));
        double inflation = sum == 0 ? 1 : Math.max(1, ofMean / sum);
        double told = Math.max(1, tasks / inflation);
        return ofMean >= sum
                ? new MeanSquare(ofMean, degreesOfFreedom, inflation, told)
                : new MeanSquare(sum, degreesOfFreedom * tasks, 1, told);
    }
}
