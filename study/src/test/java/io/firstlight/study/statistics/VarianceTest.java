package io.firstlight.study.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.core.random.KeyedRandom;
import io.firstlight.study.result.StudyResults.SeedRange;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.Trigamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VarianceTest {
    private static final double[] ALL = {1};

    private static ScoreTable table(double[][]... tasks) {
        return new ScoreTable(Arrays.stream(tasks)
                .map(means -> TestScores.independent(
                        "task" + Arrays.asList(tasks).indexOf(means), true, 0, TestScores.rightFirst(1000, means)))
                .toList());
    }

    private static List<Integer> apart(int recipes) {
        return IntStream.range(0, recipes).boxed().toList();
    }

    /** Upper 5 % points of Harter (Order Statistics and Their Use, 1969), as printed in textbooks. */
    @ParameterizedTest
    @CsvSource({
        "2, 10, 3.151",
        "3, 10, 3.877",
        "4, 20, 3.958",
        "5, 5, 5.673",
        "10, 2000000, 4.474",
        "20, 60, 5.241",
        "2, 1, 17.97"
    })
    void theStudentizedRangeIsTheTextbooks(int count, double freedom, double quantile) {
        StudentizedRange range = StudentizedRange.of(count);
        assertThat(range.quantile(0.05, freedom)).isCloseTo(quantile, within(2e-4 * quantile));
        assertThat(range.pValue(range.quantile(0.05, freedom), freedom)).isCloseTo(0.05, within(1e-8));
    }

    @Test
    void theRangeOfOneValueIsNone() {
        assertThatThrownBy(() -> StudentizedRange.of(1)).hasMessageContaining("expected 2 or more");
    }

    @Test
    void theDerivativesOfTheLogarithmOfGammaAreTheTextbooks() {
        assertThat(Digamma.value(1)).isCloseTo(-0.5772156649015329, within(1e-12));
        assertThat(Digamma.value(0.5)).isCloseTo(-1.9635100260214235, within(1e-12));
        assertThat(Trigamma.value(1)).isCloseTo(Math.PI * Math.PI / 6, within(1e-12));
        assertThat(Trigamma.value(0.375)).isGreaterThan(Trigamma.value(0.5)).isGreaterThan(Math.PI * Math.PI / 2);
        assertThat(ModeratedVariances.inverseTrigamma(Trigamma.value(2.5))).isCloseTo(2.5, within(1e-9));
    }

    @Test
    void theGreatestOfSeveralNormalValuesIsTheTextbooks() {
        assertThat(ChosenScore.Greatest.of(2).mean()).isCloseTo(1 / Math.sqrt(Math.PI), within(1e-9));
        assertThat(ChosenScore.Greatest.of(4).mean()).isCloseTo(1.02938, within(1e-5));
        assertThat(ChosenScore.Greatest.of(4).variance()).isCloseTo(0.49172, within(1e-5));
    }

    @Test
    void theSpreadBetweenSeedsIsThatOfAnAnalysisOfVariance() {
        // Deviations from the recipes' means: 0, 0 and +-0.2; the seeds' common part is +-0.2/3.
        SeedVariances spread =
                new SeedVariances(table(new double[][] {{0.7, 0.7}, {0.5, 0.5}, {0.72, 0.32}}), apart(3), ALL);
        double between = 2 * (0.2 / 3) * (0.2 / 3);
        double interaction = 2 * (0.08 / 3) / 2;
        // All three together have the variance of three models, however it is moved from one to another.
        double three = 0;
        for (int r = 0; r < 3; r++) {
            double[] weights = new double[3];
            weights[r] = 1;
            three += spread.of(weights).value();
        }
        assertThat(three).isCloseTo((3 * between + 2 * interaction) / 2, within(1e-12));
        assertThat(spread.of(new double[] {1, -1, 0}).value())
                .as("recipes that hardly vary are surer than one that does")
                .isLessThan(0.9 * spread.of(new double[] {1, 0, -1}).value());
    }

    @Test
    void whatASeedsRecipesShareCancelsInDifferences() {
        SeedVariances spread =
                new SeedVariances(table(new double[][] {{0.7, 0.5}, {0.6, 0.4}, {0.5, 0.3}}), apart(3), ALL);
        assertThat(spread.of(new double[] {1, -1, 0}).value()).isCloseTo(0, within(1e-20));
        assertThat(spread.of(new double[] {1, 0, 0}).value()).isCloseTo(0.02 / 2, within(1e-12));
        assertThat(spread.of(new double[] {1, 0, 0}).degreesOfFreedom()).isCloseTo(1, within(1e-9));
    }

    @Test
    void recipesOfOneBranchAreNearerToEachOtherThanToOthers() {
        ScoreTable table = table(new double[][] {
            {0.60, 0.50, 0.55},
            {0.61, 0.50, 0.55},
            {0.50, 0.60, 0.52},
            {0.50, 0.61, 0.52},
            {0.55, 0.52, 0.6},
            {0.55, 0.53, 0.6}
        });
        double[] within = {1, -1, 0, 0, 0, 0};
        double[] across = {1, 0, -1, 0, 0, 0};
        SeedVariances branches = new SeedVariances(table, List.of(0, 0, 1, 1, 2, 2), ALL);
        SeedVariances alone = new SeedVariances(table, apart(6), ALL);
        assertThat(branches.of(within).value())
                .isLessThan(0.02 * branches.of(across).value());
        assertThat(branches.of(across).degreesOfFreedom())
                .as("three branches tell less of branches than six recipes would")
                .isLessThan(alone.of(across).degreesOfFreedom());
    }

    @Test
    void seedsThatGiveTheSameMeanByMissingDifferentTasksAreNotAlike() {
        double[][] first = {{0.8, 0.3}, {0.8, 0.3}};
        double[][] second = {{0.3, 0.8}, {0.3, 0.8}};
        SeedVariances spread = new SeedVariances(table(first, second), apart(2), new double[] {0.5, 0.5});
        assertThat(spread.of(new double[] {1, 0}).value()).isCloseTo(2 * 0.25 * 0.125 / 2, within(1e-12));
    }

    @Test
    void variancesAreDrawnTowardsTheirMeanAndALoneLargeOneStaysLarge() {
        ModeratedVariances alike = ModeratedVariances.of(new double[] {1, 1.2, 0.8, 1}, 4);
        assertThat(alike.values()[1]).isCloseTo((2 * 1 + 4 * 1.2) / 6, within(1e-12));
        assertThat(alike.degreesOfFreedom()).isCloseTo(6, within(1e-12));
        double[] odd = new double[20];
        Arrays.fill(odd, 1);
        odd[0] = 25;
        ModeratedVariances one = ModeratedVariances.of(odd, 8);
        assertThat(one.values()[0]).isGreaterThan(17);
        assertThat(one.values()[1]).isLessThan(2);
        assertThat(ModeratedVariances.of(new double[] {1, 3}, 2).values()).containsExactly(2, 2);
    }

    @Test
    void theNoiseOfItemsThatASingleModelAddsCountsOnce() {
        // Every model answers every item by its own luck: nothing about items persists over seeds.
        double[][][] scores = new double[2][2][1000];
        KeyedRandom random = KeyedRandom.of(3, "items", 0);
        for (double[][] recipe : scores) {
            for (double[] model : recipe) {
                Arrays.setAll(model, i -> random.nextDouble() < 0.5 ? 1 : 0);
            }
        }
        ScoreTable table = new ScoreTable(List.of(TestScores.independent("t", true, 0, scores)));
        double items = new ItemVariances(table)
                .of(Contrast.difference(table, 0, 1, ALL))
                .value();
        assertThat(items)
                .as("0.25 / 1000 for every of four models would be counted twice")
                .isLessThan(3e-5);
    }

    @Test
    void aRecipeThatSuitsOneSplitsItemsBetterShows() {
        ScoreTable reported = table(new double[][] {{0.7, 0.7}, {0.5, 0.5}, {0.6, 0.6}});
        ScoreTable other = table(new double[][] {{0.5, 0.5}, {0.7, 0.7}, {0.6, 0.6}});
        VariancePart split =
                SplitVariances.of(reported, new ItemVariances(reported), other, new ItemVariances(other), ALL);
        assertThat(split.value()).as("half of .04 less the items'").isBetween(0.0185, 0.02);
        assertThat(split.degreesOfFreedom()).isBetween(1.0, 2.0);
        VariancePart none =
                SplitVariances.of(reported, new ItemVariances(reported), reported, new ItemVariances(reported), ALL);
        assertThat(none).isEqualTo(VariancePart.NONE);
    }

    @Test
    void theNumberOfSeedsIsARangeOrUnknown() {
        double[][] means = {{0.70, 0.60, 0.66}, {0.62, 0.60, 0.57}, {0.40, 0.45, 0.41}};
        ScoreTable table = table(means);
        Inference inference = new Inference(table);
        SeedRange near = SeedForecast.seedsToDecide(inference, Contrast.difference(table, 0, 1, ALL));
        SeedRange far = SeedForecast.seedsToDecide(inference, Contrast.difference(table, 0, 2, ALL));
        assertThat(far.isKnown()).isTrue();
        assertThat(far.low()).isGreaterThan(3).isLessThanOrEqualTo(far.high());
        assertThat(near.isKnown() ? near.high() : 101).isGreaterThan(far.high());
        ScoreTable equal = table(new double[][] {{0.60, 0.5}, {0.5, 0.59}});
        assertThat(SeedForecast.seedsToDecide(new Inference(equal), Contrast.difference(equal, 0, 1, ALL)))
                .as("the interval holds 0")
                .isEqualTo(SeedRange.UNKNOWN);
        assertThat(SeedRange.UNKNOWN.inWords()).isEqualTo("cannot say");
        assertThat(new SeedRange(4, 9).inWords()).isEqualTo("4 to 9 seeds");
        ScoreTable one = table(new double[][] {{0.9}, {0.1}});
        assertThat(SeedForecast.seedsToDecide(new Inference(one), Contrast.difference(one, 0, 1, ALL)))
                .isEqualTo(SeedRange.UNKNOWN);
    }
}
