package io.firstlight.study.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.core.random.KeyedRandom;
import io.firstlight.study.result.StudyResults.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Simulated studies whose truth is known: how often is it in the interval? */
class IntervalCoverageTest {
    private static final long SEED = 20_260;
    private static final int STUDIES = 400;
    private static final int TASKS = 6;
    private static final int ITEMS = 200;
    private static final double TRUTH = 0.6;

    /**
     * How seeds differ, in standard deviations of accuracy.
     *
     * @param own of a model, in each task alone
     * @param model of a model, in all tasks together
     * @param shared of all models of a seed, in each task alone
     * @param common of all models of a seed, in all tasks together
     */
    private record Luck(double own, double model, double shared, double common) {}

    /**
     * What items of one image have in common, in standard deviations of their chance to be answered rightly.
     *
     * @param itemsPerImage how many show one image; 1 for items that are independent of each other
     * @param difficulty of an image, for all models
     * @param taste of a recipe for an image
     * @param told whether the statistics know which items show one image
     */
    private record Images(int itemsPerImage, double difficulty, double taste, boolean told) {
        static final Images INDEPENDENT = new Images(1, 0, 0, true);

        String cluster(int task, int item) {
            return task + "/" + (told ? item / itemsPerImage : item);
        }
    }

    /**
     * All recipes are equally good; items differ in difficulty, seeds by their luck. Half of the score of an item is
     * for each of two right answers, so scores are 0, .5 or 1.
     */
    private static ScoreTable study(int number, int recipes, int seeds, Luck luck, Images images) {
        KeyedRandom random = KeyedRandom.of(SEED, "study", number);
        double[] common = gaussians(random, seeds, luck.common());
        double[] model = gaussians(random, recipes * seeds, luck.model());
        // Images that differ in difficulty leave no room to 0 and 1 for items that do.
        double spread = images.difficulty() > 0 ? 0 : 0.25;
        List<ItemScores> tasks = new ArrayList<>();
        for (int t = 0; t < TASKS; t++) {
            double[] easy =
                    random.doubles(ITEMS).map(u -> u < 0.5 ? -spread : spread).toArray();
            double[] difficulty = gaussians(random, ITEMS / images.itemsPerImage(), images.difficulty());
            double[] shared = gaussians(random, seeds, luck.shared());
            double[][][] scores = new double[recipes][seeds][ITEMS];
            for (int r = 0; r < recipes; r++) {
                // A recipe's taste is the same under all its seeds: no number of seeds averages it away.
                double[] taste = gaussians(random, difficulty.length, images.taste());
                for (int s = 0; s < seeds; s++) {
                    double moved = common[s] + shared[s] + model[r * seeds + s] + random.nextGaussian() * luck.own();
                    for (int i = 0; i < ITEMS; i++) {
                        int image = i / images.itemsPerImage();
                        double right = TRUTH + easy[i] + moved + difficulty[image] + taste[image];
                        scores[r][s][i] = half(random, right) + half(random, right);
                    }
                }
            }
            int task = t;
            tasks.add(TestScores.clustered(
                    "task" + t,
                    true,
                    0,
                    IntStream.range(0, ITEMS)
                            .mapToObj(i -> images.cluster(task, i))
                            .toList(),
                    scores));
        }
        return new ScoreTable(tasks);
    }

    private static double half(KeyedRandom random, double right) {
        return random.nextDouble() < right ? 0.5 : 0;
    }

    @ParameterizedTest
    @CsvSource({
        "4, 1, 0, 0, 0, 0",
        "4, 2, 0, 0, 0, 0",
        "4, 2, 0.05, 0, 0, 0",
        "4, 3, 0.05, 0, 0, 0",
        "4, 2, 0, 0, 0.05, 0",
        "4, 3, 0.03, 0, 0.05, 0",
        "4, 3, 0, 0, 0, 0.08",
        "4, 2, 0, 0.08, 0, 0",
        "2, 2, 0, 0.08, 0, 0",
        "2, 3, 0, 0.05, 0, 0.05",
        "8, 3, 0.03, 0.03, 0.03, 0.03"
    })
    void theTruthIsInTheIntervalAboutAsOftenAsItSays(
            int recipes, int seeds, double own, double model, double shared, double common) {
        Luck luck = new Luck(own, model, shared, common);
        Coverage coverage = simulate(recipes, seeds, luck, Images.INDEPENDENT);
        for (Tally tally : coverage.all()) {
            assertThat(tally.share()).isGreaterThan(0.90);
            // Not wide for its own sake: by Student's t, whose quantile is 4.3 for the least three seeds know and 12.7
            // for two.
            assertThat(tally.halfWidth()).isLessThan((seeds == 2 ? 9 : 4.5) * tally.spread());
        }
        assertThat(coverage.falseAlarms()).isLessThan(0.09);
    }

    @Test
    void twoSeedsHardlyShowALuckThatAllTasksShare() {
        Coverage coverage = simulate(4, 2, new Luck(0, 0, 0, 0.08), Images.INDEPENDENT);
        assertThat(coverage.means().share())
                .as("two seeds that happen to be alike look as if there were no such luck; docs/recipes.md says so")
                .isBetween(0.84, 0.93);
        assertThat(coverage.differences().share()).isGreaterThan(0.93);
    }

    @ParameterizedTest
    @CsvSource({
        "4, 1, 4, 0.1, 0.12",
        "4, 1, 10, 0.1, 0.12",
        "4, 3, 4, 0.1, 0.12",
        "4, 3, 10, 0.1, 0.12",
        "4, 1, 20, 0.1, 0.12",
    })
    void itemsOfOneImageAreOneDraw(int recipes, int seeds, int itemsPerImage, double difficulty, double taste) {
        Images images = new Images(itemsPerImage, difficulty, taste, true);
        Coverage coverage = simulate(recipes, seeds, new Luck(0, 0, 0, 0), images);
        for (Tally tally : coverage.all()) {
            assertThat(tally.share()).isGreaterThan(0.90);
            assertThat(tally.halfWidth()).isLessThan(3 * tally.spread());
        }
        assertThat(coverage.falseAlarms()).isLessThan(0.08);
    }

    @Test
    void takingItemsOfOneImageForIndependentOnesWouldBeTooSure() {
        Coverage coverage = simulate(4, 1, new Luck(0, 0, 0, 0), new Images(10, 0.1, 0.12, false));
        assertThat(coverage.all()).allSatisfy(tally -> assertThat(tally.share()).isLessThan(0.88));
        assertThat(coverage.falseAlarms()).isGreaterThan(0.12);
    }

    private record Coverage(Tally means, Tally scores, Tally differences, double falseAlarms) {
        List<Tally> all() {
            return List.of(means, scores, differences);
        }
    }

    private static Coverage simulate(int recipes, int seeds, Luck luck, Images images) {
        Tally means = new Tally();
        Tally scores = new Tally();
        Tally differences = new Tally();
        int falseAlarms = 0;
        for (int number = 0; number < STUDIES; number++) {
            ScoreTable table = study(number, recipes, seeds, luck, images);
            Inference inference = new Inference(table);
            double[] all = table.mean(task -> true);
            means.add(inference.estimate(Contrast.score(table, 0, all)).interval(), TRUTH);
            scores.add(
                    inference
                            .estimate(Contrast.score(
                                    table, 0, table.mean(table.tasks().get(0)::equals)))
                            .interval(),
                    TRUTH);
            Estimate difference = inference.estimate(Contrast.difference(table, 0, 1, all));
            differences.add(difference.interval(), 0);
            falseAlarms += difference.pValue() < 0.05 ? 1 : 0;
        }
        Coverage coverage = new Coverage(means, scores, differences, (double) falseAlarms / STUDIES);
        System.out.printf(
                "simulated under seed %d: %d recipes, %d seeds, %s, %s: means %s, single tasks %s, differences %s, "
                        + "false alarms %.3f%n",
                SEED, recipes, seeds, luck, images, means, scores, differences, coverage.falseAlarms());
        return coverage;
    }

    /** How often intervals hold the truth, how wide they are, and how far estimates really vary. */
    private static final class Tally {
        private int holds;
        private int count;
        private double widths;
        private double squares;

        void add(Interval interval, double truth) {
            holds += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
            widths += (interval.high() - interval.low()) / 2;
            squares += (interval.estimate() - truth) * (interval.estimate() - truth);
            count++;
        }

        double share() {
            return (double) holds / count;
        }

        double halfWidth() {
            return widths / count;
        }

        double spread() {
            return Math.sqrt(squares / count);
        }

        @Override
        public String toString() {
            return String.format("%.3f (+-%.3f)", share(), halfWidth());
        }
    }

    private static double[] gaussians(KeyedRandom random, int count, double spread) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> random.nextGaussian() * spread);
        return values;
    }
}
