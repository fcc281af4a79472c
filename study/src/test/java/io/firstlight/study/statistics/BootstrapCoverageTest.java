package io.firstlight.study.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.core.random.KeyedRandom;
import io.firstlight.study.result.StudyResults.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Simulated studies whose truth is known: how often is it in the interval? */
class BootstrapCoverageTest {
    private static final long SEED = 20_260;
    private static final int STUDIES = 400;
    private static final int RECIPES = 4;
    private static final int TASKS = 6;
    private static final int ITEMS = 200;
    private static final double TRUTH = 0.6;

    /**
     * How seeds differ, in standard deviations of accuracy.
     *
     * @param own    of a model, in each task
     * @param shared of all models of a seed, in each task alone
     * @param common of all models of a seed, in all tasks together
     */
    private record Luck(double own, double shared, double common) {}

    /** All recipes are equally good; items differ in difficulty, seeds by their luck. */
    private static ScoreTable study(int number, int seeds, Luck luck) {
        KeyedRandom random = KeyedRandom.of(SEED, "study", number);
        double[] common = gaussians(random, seeds, luck.common());
        List<ScoreTable.Task> tasks = new ArrayList<>();
        for (int t = 0; t < TASKS; t++) {
            double[] easy = random.doubles(ITEMS).map(u -> u < 0.5 ? -0.25 : 0.25).toArray();
            double[] shared = gaussians(random, seeds, luck.shared());
            boolean[][][] correct = new boolean[RECIPES][seeds][ITEMS];
            for (boolean[][] recipe : correct) {
                for (int s = 0; s < seeds; s++) {
                    double moved = common[s] + shared[s] + random.nextGaussian() * luck.own();
                    for (int i = 0; i < ITEMS; i++) {
                        recipe[s][i] = random.nextDouble() < TRUTH + easy[i] + moved;
                    }
                }
            }
            tasks.add(new ScoreTable.Task("task" + t, true, 0, correct));
        }
        return new ScoreTable(tasks);
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0, 0", "2, 0, 0, 0", "2, 0.05, 0, 0", "3, 0.05, 0, 0", "2, 0, 0.05, 0", "3, 0.03, 0.05, 0", "2, 0, 0, 0.03",
        "3, 0.03, 0.02, 0.03"})
    void theTruthIsInTheIntervalAboutAsOftenAsItSays(int seeds, double own, double shared, double common) {
        System.out.println("coverage simulated under seed " + SEED);
        int means = 0;
        int scores = 0;
        int differences = 0;
        int falseAlarms = 0;
        for (int number = 0; number < STUDIES; number++) {
            ScoreTable table = study(number, seeds, new Luck(own, shared, common));
            Bootstrap bootstrap = new Bootstrap(table, number, 400);
            means += holds(score(bootstrap, table.mean(task -> true)).interval(), TRUTH);
            scores += holds(score(bootstrap, table.mean(table.tasks().get(0)::equals)).interval(), TRUTH);
            Estimate difference = bootstrap.estimates(IntStream.range(1, RECIPES)
                    .mapToObj(r -> Contrast.difference(table, 0, r, table.mean(task -> true))).toList()).get(0);
            differences += holds(difference.interval(), 0);
            falseAlarms += difference.pValue() < 0.05 ? 1 : 0;
        }
        System.out.printf("%d seeds, own %.2f, shared %.2f, common %.2f: means %.3f, single tasks %.3f, differences %.3f, false alarms %.3f%n",
                seeds, own, shared, common, (double) means / STUDIES, (double) scores / STUDIES, (double) differences / STUDIES,
                (double) falseAlarms / STUDIES);
        // 95 % less three standard errors of 400 simulations, and less what few seeds cost; wide is not wrong.
        assertThat((double) means / STUDIES).isGreaterThan(0.90);
        assertThat((double) scores / STUDIES).isGreaterThan(0.90);
        assertThat((double) differences / STUDIES).isBetween(0.90, 0.999);
        assertThat((double) falseAlarms / STUDIES).isLessThan(0.10);
    }

    private static double[] gaussians(KeyedRandom random, int count, double spread) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> random.nextGaussian() * spread);
        return values;
    }

    private static Estimate score(Bootstrap bootstrap, double[] weights) {
        return bootstrap.estimates(IntStream.range(0, RECIPES).mapToObj(r -> Contrast.score(bootstrap.table(), r, weights)).toList()).get(0);
    }

    private static int holds(Interval interval, double value) {
        return interval.low() <= value && value <= interval.high() ? 1 : 0;
    }
}
