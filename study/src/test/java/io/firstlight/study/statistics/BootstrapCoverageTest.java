package io.firstlight.study.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.core.random.KeyedRandom;
import io.firstlight.study.result.StudyResults.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Simulated studies whose truth is known: how often is it in the interval? */
class BootstrapCoverageTest {
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

    /** All recipes are equally good; items differ in difficulty, seeds by their luck. */
    private static ScoreTable study(int number, int recipes, int seeds, Luck luck) {
        KeyedRandom random = KeyedRandom.of(SEED, "study", number);
        double[] common = gaussians(random, seeds, luck.common());
        double[] model = gaussians(random, recipes * seeds, luck.model());
        List<ScoreTable.Task> tasks = new ArrayList<>();
        for (int t = 0; t < TASKS; t++) {
            double[] easy =
                    random.doubles(ITEMS).map(u -> u < 0.5 ? -0.25 : 0.25).toArray();
            double[] shared = gaussians(random, seeds, luck.shared());
            boolean[][][] correct = new boolean[recipes][seeds][ITEMS];
            for (int r = 0; r < recipes; r++) {
                for (int s = 0; s < seeds; s++) {
                    double moved = common[s] + shared[s] + model[r * seeds + s] + random.nextGaussian() * luck.own();
                    for (int i = 0; i < ITEMS; i++) {
                        correct[r][s][i] = random.nextDouble() < TRUTH + easy[i] + moved;
                    }
                }
            }
            tasks.add(new ScoreTable.Task("task" + t, true, 0, correct));
        }
        return new ScoreTable(tasks);
    }

    @ParameterizedTest
    @CsvSource({
        "4, 1, 0, 0, 0, 0",
        "4, 2, 0, 0, 0, 0",
        "4, 2, 0.05, 0, 0, 0",
        "4, 3, 0.05, 0, 0, 0",
        "4, 2, 0, 0, 0.05, 0",
        "4, 3, 0.03, 0, 0.05, 0",
        "4, 2, 0, 0, 0, 0.08",
        "4, 3, 0, 0, 0, 0.08",
        "4, 2, 0, 0.08, 0, 0",
        "2, 2, 0, 0.08, 0, 0",
        "2, 3, 0, 0.05, 0, 0.05",
        "8, 3, 0.03, 0.03, 0.03, 0.03"
    })
    void theTruthIsInTheIntervalAboutAsOftenAsItSays(
            int recipes, int seeds, double own, double model, double shared, double common) {
        System.out.println("coverage simulated under seed " + SEED);
        Luck luck = new Luck(own, model, shared, common);
        Tally means = new Tally();
        Tally scores = new Tally();
        Tally differences = new Tally();
        int falseAlarms = 0;
        for (int number = 0; number < STUDIES; number++) {
            ScoreTable table = study(number, recipes, seeds, luck);
            Bootstrap bootstrap = new Bootstrap(table, number, 400);
            double[] all = table.mean(task -> true);
            means.add(bootstrap.estimate(Contrast.score(table, 0, all)).interval(), TRUTH);
            scores.add(
                    bootstrap
                            .estimate(Contrast.score(
                                    table, 0, table.mean(table.tasks().get(0)::equals)))
                            .interval(),
                    TRUTH);
            Estimate difference = bootstrap.estimate(Contrast.difference(table, 0, 1, all));
            differences.add(difference.interval(), 0);
            falseAlarms += difference.pValue() < 0.05 ? 1 : 0;
        }
        System.out.printf(
                "%d recipes, %d seeds, %s: means %s, single tasks %s, differences %s, false alarms %.3f%n",
                recipes, seeds, luck, means, scores, differences, (double) falseAlarms / STUDIES);
        for (Tally tally : List.of(means, scores, differences)) {
            assertThat(tally.share()).isGreaterThan(0.90);
            // Not wide for its own sake: by Student's t, whose quantile is 4.3 for the least three seeds know and 12.7
            // for two.
            assertThat(tally.halfWidth()).isLessThan((seeds == 2 ? 9 : 4.5) * tally.spread());
        }
        assertThat((double) falseAlarms / STUDIES).isLessThan(0.09);
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
