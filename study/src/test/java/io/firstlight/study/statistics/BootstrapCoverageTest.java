package io.firstlight.study.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.core.random.KeyedRandom;
import io.firstlight.study.result.StudyResults.Interval;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Simulated studies whose truth is known: how often is it in the interval? */
class BootstrapCoverageTest {
    private static final long SEED = 20_260;
    private static final int STUDIES = 400;
    private static final int RECIPES = 4;
    private static final double TRUTH = 0.6;

    /** All recipes are equally good; items differ in difficulty, seeds by {@code seedSpread}. */
    private static ScoreTable study(int number, int seeds, double seedSpread) {
        KeyedRandom random = KeyedRandom.of(SEED, "study", number);
        int items = 200;
        double[] easy = random.doubles(items).map(u -> u < 0.5 ? -0.25 : 0.25).toArray();
        boolean[][][] correct = new boolean[RECIPES][seeds][items];
        for (boolean[][] recipe : correct) {
            for (boolean[] model : recipe) {
                double luck = random.nextGaussian() * seedSpread;
                for (int i = 0; i < items; i++) {
                    model[i] = random.nextDouble() < TRUTH + easy[i] + luck;
                }
            }
        }
        return new ScoreTable(List.of(new ScoreTable.Task("task", true, 0, correct)));
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "2, 0.02", "2, 0.05", "3, 0.05", "1, 0"})
    void theTruthIsInTheIntervalAboutAsOftenAsItSays(int seeds, double seedSpread) {
        System.out.println("coverage simulated under seed " + SEED);
        int scores = 0;
        int differences = 0;
        int falseAlarms = 0;
        for (int number = 0; number < STUDIES; number++) {
            ScoreTable table = study(number, seeds, seedSpread);
            Bootstrap bootstrap = new Bootstrap(table, number, 400);
            double[] weights = table.mean(task -> true);
            Interval score = bootstrap.estimates(IntStream.range(0, RECIPES)
                    .mapToObj(r -> Contrast.score(table, r, weights)).toList()).get(0).interval();
            scores += score.low() <= TRUTH && TRUTH <= score.high() ? 1 : 0;
            Estimate difference = bootstrap.estimates(IntStream.range(1, RECIPES)
                    .mapToObj(r -> Contrast.difference(table, 0, r, weights)).toList()).get(0);
            differences += difference.interval().low() <= 0 && 0 <= difference.interval().high() ? 1 : 0;
            falseAlarms += difference.pValue() < 0.05 ? 1 : 0;
        }
        System.out.printf("%d seeds, spread %.2f: scores %.3f, differences %.3f, false alarms %.3f%n", seeds, seedSpread,
                (double) scores / STUDIES, (double) differences / STUDIES, (double) falseAlarms / STUDIES);
        // 95 % less three standard errors of 400 simulations, and less what few seeds cost.
        assertThat((double) scores / STUDIES).isBetween(0.90, 0.995);
        assertThat((double) differences / STUDIES).isBetween(0.90, 0.999);
        assertThat((double) falseAlarms / STUDIES).isLessThan(0.10);
    }
}
