package io.firstlight.bench.verdict;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A kind of study whose truth is known.
 *
 * @param name as the table prints it
 * @param size recipes and seeds
 * @param luck how models and seeds differ by luck
 * @param oddities what is out of the ordinary
 * @param lead how much better than a plain recipe each is in truth, in centred score; all 0 in an A/A study
 */
public record StudySetting(String name, Size size, Luck luck, Oddities oddities, List<Double> lead) {
    /** The standard deviations of the quickstart's models, about as its two seeds and four recipes show them. */
    static final Luck REALISTIC = new Luck(0.025, 0.008, 0.025, 0.008);

    private static final Oddities NONE = new Oddities(0, 1, 1, 0, 0);

    /** How many recipes under how many seeds. */
    public record Size(int recipes, int seeds) {}

    /**
     * Standard deviations of a model's share of right answers.
     *
     * @param own of a model, in each task alone
     * @param model of a model, in all tasks together
     * @param seedTask of all models of a seed, in each task alone
     * @param seed of all models of a seed, in all tasks together
     */
    public record Luck(double own, double model, double seedTask, double seed) {
        Luck times(double factor) {
            return new Luck(factor * own, factor * model, seedTask, seed);
        }
    }

    /**
     * What is out of the ordinary.
     *
     * @param unsteady this many recipes, the first, vary between seeds {@code factor} times as much as the others
     * @param factor of the unsteady recipes' luck
     * @param branch this many recipes in a row share a branch, which has half of the variance of a model's luck
     * @param missed probability that all models of a seed fail to learn a task
     * @param artist standard deviation by which a recipe answers a task of images better or worse for one split's
     *     artist, in share of right answers
     */
    public record Oddities(int unsteady, double factor, int branch, double missed, double artist) {}

    private static StudySetting same(String name, int recipes, int seeds, Luck luck, Oddities oddities) {
        return new StudySetting(
                name,
                new Size(recipes, seeds),
                luck,
                oddities,
                IntStream.range(0, recipes).mapToObj(r -> 0.0).toList());
    }

    private static StudySetting apart(String name, int seeds, double... lead) {
        return new StudySetting(
                name,
                new Size(lead.length, seeds),
                REALISTIC,
                NONE,
                IntStream.range(0, lead.length).mapToObj(r -> lead[r]).toList());
    }

    /** The settings in which no recipe is better than another. */
    public static List<StudySetting> nullSettings() {
        return List.of(
                same("4x2 realistic", 4, 2, REALISTIC, NONE),
                same("23x3 realistic", 23, 3, REALISTIC, NONE),
                same("4x2 model luck x4", 4, 2, REALISTIC.times(4), NONE),
                same("23x3 model luck x4", 23, 3, REALISTIC.times(4), NONE),
                same("23x3 two recipes vary 5x", 23, 3, REALISTIC, new Oddities(2, 5, 1, 0, 0)),
                same("23x3 groups of 4 share a branch", 23, 3, REALISTIC.times(2), new Oddities(0, 1, 4, 0, 0)),
                same("4x2 one recipe varies 5x", 4, 2, REALISTIC, new Oddities(1, 5, 1, 0, 0)),
                same("4x2 whole seeds miss a task", 4, 2, REALISTIC, new Oddities(0, 1, 1, 0.25, 0)),
                same("4x2 recipes differ by artist", 4, 2, REALISTIC, new Oddities(0, 1, 1, 0, 0.04)),
                same("4x1 realistic", 4, 1, REALISTIC, NONE),
                same("23x1 realistic", 23, 1, REALISTIC, NONE));
    }

    /** The settings that show how often a true difference is seen. */
    public static List<StudySetting> powerSettings() {
        double[] spread = new double[23];
        for (int r = 0; r < spread.length; r++) {
            // Quantiles of the normal distribution of standard deviation .04, by Tukey's approximation.
            double p = (r + 0.5) / spread.length;
            spread[r] = 0.04 * (Math.pow(p, 0.135) - Math.pow(1 - p, 0.135)) / 0.1975;
        }
        return List.of(
                apart("4x2 one better by .06", 2, 0.06, 0, 0, 0),
                apart("4x2 ladder of .03", 2, 0, 0.03, 0.06, 0.09),
                apart("4x3 ladder of .03", 3, 0, 0.03, 0.06, 0.09),
                apart("23x3 sd .04", 3, spread));
    }
}
