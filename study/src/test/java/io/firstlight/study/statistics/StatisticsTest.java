package io.firstlight.study.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.core.random.KeyedRandom;
import io.firstlight.study.result.StudyResults.Interval;
import io.firstlight.study.result.StudyResults.TaskStability;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    private static ScoreTable table(int items, double chance, double[][] accuracies) {
        return new ScoreTable(
                List.of(TestScores.independent("task", true, chance, TestScores.rightFirst(items, accuracies))));
    }

    @Test
    void holmsCorrectionIsTheTextbooks() {
        assertThat(HolmCorrection.adjust(0.01, 0.04, 0.03, 0.005))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
        assertThat(HolmCorrection.adjust(0.5, 0.9)).containsExactly(1, 1);
        assertThat(HolmCorrection.adjust()).isEmpty();
    }

    @Test
    void estimatesAreTheCentredMeans() {
        ScoreTable table = table(200, 0.25, new double[][] {{0.7, 0.8}, {0.25, 0.25}});
        Bootstrap bootstrap = new Bootstrap(table, 1);
        double[] all = table.mean(task -> true);
        assertThat(bootstrap.estimate(Contrast.score(table, 0, all)).interval().estimate())
                .isCloseTo(0.5 / 0.75, within(1e-12));
        assertThat(bootstrap.estimate(Contrast.score(table, 1, all)).interval().estimate())
                .isZero();
        assertThat(bootstrap
                        .estimate(Contrast.difference(table, 0, 1, all))
                        .interval()
                        .estimate())
                .isCloseTo(0.5 / 0.75, within(1e-12));
        assertThat(bootstrap.estimate(Contrast.grandMean(table, all)).interval().estimate())
                .isCloseTo(0.25 / 0.75, within(1e-12));
    }

    @Test
    void overItemsAloneTheIntervalIsTheNormalOne() {
        ScoreTable table = table(400, 0, new double[][] {{0.6}});
        Interval interval = new Bootstrap(table, 3)
                .estimate(Contrast.score(table, 0, table.mean(task -> true)))
                .interval();
        double half = 1.96 * Math.sqrt(0.6 * 0.4 / 400);
        assertThat(interval.low()).isCloseTo(0.6 - half, within(0.006));
        assertThat(interval.high()).isCloseTo(0.6 + half, within(0.006));
    }

    @Test
    void tasksOfTheMeanAreWeighedEquallyWhateverTheirSize() {
        ScoreTable table = new ScoreTable(List.of(
                TestScores.independent("large", true, 0, TestScores.rightFirst(1000, new double[][] {{0.2}})),
                TestScores.independent("small", true, 0.5, TestScores.rightFirst(100, new double[][] {{1.0}})),
                TestScores.independent("text", false, 0, TestScores.rightFirst(100, new double[][] {{1.0}}))));
        double value = new Bootstrap(table, 1, 10)
                .estimate(Contrast.score(table, 0, table.mean(ItemScores::visual)))
                .interval()
                .estimate();
        assertThat(value).isCloseTo(0.6, within(1e-12));
    }

    @Test
    void pairingSeesADifferenceThatSeparateIntervalsCannot() {
        // The second recipe is right where the first is, and on 12 of 300 items more.
        ScoreTable table = table(300, 0, new double[][] {{0.50}, {0.54}});
        Bootstrap bootstrap = new Bootstrap(table, 5);
        double[] all = table.mean(task -> true);
        Interval first = bootstrap.estimate(Contrast.score(table, 0, all)).interval();
        Interval second = bootstrap.estimate(Contrast.score(table, 1, all)).interval();
        Estimate difference = bootstrap.estimate(Contrast.difference(table, 1, 0, all));
        assertThat(first.high()).isGreaterThan(second.low());
        assertThat(difference.interval().low()).isPositive();
        assertThat(difference.pValue()).isLessThan(0.01);
    }

    @Test
    void aSpreadBetweenSeedsWidensTheIntervalAndEqualModelsHaveNoDifference() {
        double[][] same = {{0.6, 0.6}, {0.6, 0.6}};
        double[][] spread = {{0.5, 0.7}, {0.7, 0.5}};
        double[] all = {1};
        ScoreTable steady = table(300, 0, same);
        ScoreTable shaky = table(300, 0, spread);
        Interval narrow = new Bootstrap(steady, 2)
                .estimate(Contrast.score(steady, 0, all))
                .interval();
        Interval wide =
                new Bootstrap(shaky, 2).estimate(Contrast.score(shaky, 0, all)).interval();
        assertThat(wide.high() - wide.low()).isGreaterThan(2 * (narrow.high() - narrow.low()));
        Estimate none = new Bootstrap(steady, 2).estimate(Contrast.difference(steady, 0, 1, all));
        assertThat(none.interval()).isEqualTo(new Interval(0, 0, 0));
        assertThat(none.pValue()).isEqualTo(1);
    }

    @Test
    void intervalsEndWhereTheScaleDoes() {
        // Seeds far apart, scores at both ends: items and seeds together would reach beyond all right and all wrong.
        ScoreTable table = table(40, 0.25, new double[][] {{1.0, 0.9}, {0.0, 0.1}});
        Bootstrap bootstrap = new Bootstrap(table, 6);
        Interval high =
                bootstrap.estimate(Contrast.score(table, 0, new double[] {1})).interval();
        Interval low =
                bootstrap.estimate(Contrast.score(table, 1, new double[] {1})).interval();
        Interval lead = bootstrap
                .estimate(Contrast.difference(table, 0, 1, new double[] {1}))
                .interval();
        assertThat(high.high()).isEqualTo(1);
        assertThat(high.low()).isLessThan(high.estimate());
        assertThat(low.low()).isCloseTo(-0.25 / 0.75, within(1e-12));
        assertThat(lead.high()).isCloseTo(1 / 0.75, within(1e-12));
    }

    @Test
    void theSameSeedGivesTheSameNumbers() {
        ScoreTable table = table(100, 0.25, new double[][] {{0.6, 0.5}, {0.4, 0.3}});
        Contrast contrast = Contrast.difference(table, 0, 1, new double[] {1});
        assertThat(new Bootstrap(table, 9).estimate(contrast)).isEqualTo(new Bootstrap(table, 9).estimate(contrast));
    }

    @Test
    void theQuantileLiesBetweenOrderStatistics() {
        assertThat(Bootstrap.quantile(new double[] {0, 10, 20, 30}, 0.5)).isEqualTo(15);
        assertThat(Bootstrap.quantile(new double[] {0, 10, 20, 30}, 1)).isEqualTo(30);
    }

    @Test
    void aTaskIsStableWhenItIsAboveChanceAndRecipesDifferMoreThanSeeds() {
        List<ItemScores> tasks = List.of(
                TestScores.independent("apart", true, 0.25, TestScores.rightFirst(300, new double[][] {
                    {0.9, 0.88}, {0.5, 0.52}
                })),
                TestScores.independent("noisy", true, 0.25, TestScores.rightFirst(300, new double[][] {
                    {0.9, 0.5}, {0.5, 0.9}
                })),
                TestScores.independent("chance", true, 0.25, TestScores.rightFirst(300, new double[][] {
                    {0.30, 0.30}, {0.22, 0.22}
                })));
        Map<String, TaskStability> verdicts = StableTasks.judge(new Bootstrap(new ScoreTable(tasks), 1));
        assertThat(verdicts.get("apart").stable()).isTrue();
        assertThat(verdicts.get("apart").reason()).contains("excludes chance").contains("at least twice");
        assertThat(verdicts.get("noisy").stable()).isFalse();
        assertThat(verdicts.get("noisy").reason()).contains("less than twice");
        assertThat(verdicts.get("chance").stable()).isFalse();
        assertThat(verdicts.get("chance").reason()).contains("does not exclude chance");
    }

    @Test
    void withOneSeedNoTaskIsStable() {
        Map<String, TaskStability> verdicts =
                StableTasks.judge(new Bootstrap(table(300, 0, new double[][] {{0.9}, {0.1}}), 1));
        assertThat(verdicts.get("task").stable()).isFalse();
        assertThat(verdicts.get("task").reason()).contains("1 seeds");
    }

    @Test
    void aDifferenceThatOnlySeedsBlurIsDecidedBySoManySeeds() {
        // Seeds at 0.05 and 0.25 around 0.15: variance 0.02. The same items are right or wrong for all: items add their
        // own.
        double[][][] scores = new double[2][2][1000];
        for (int i = 0; i < 1000; i++) {
            scores[0][0][i] = i < 575 ? 1 : 0;
            scores[1][0][i] = i < 525 ? 1 : 0;
            scores[0][1][i] = i < 650 ? 1 : 0;
            scores[1][1][i] = i < 400 ? 1 : 0;
        }
        ScoreTable table = new ScoreTable(List.of(TestScores.independent("task", true, 0, scores)));
        Contrast difference = Contrast.difference(table, 0, 1, new double[] {1});
        // Persistent items: values (per item, by seed) are (1,1) 50 times, (0,1) 200 times; else 0.
        double mean = 0.15;
        double within = 200 * 0.5 / 1000;
        double persistent = (50 + 200 * 0.25) / 1000.0 - mean * mean - within / 2;
        int expected = 3;
        while (mean
                <= TDistribution.of(expected - 1).inverseCumulativeProbability(0.975)
                        * Math.sqrt(0.02 / expected + persistent / 1000)) {
            expected++;
        }
        assertThat(SeedForecast.seedsToDecide(table, difference, 1))
                .isEqualTo(expected)
                .isGreaterThan(3);
        assertThat(SeedForecast.seedsToDecide(table, difference, 10)).isGreaterThan(expected);
    }

    @Test
    void noNumberOfSeedsDecidesWhatTheItemsBlur() {
        ScoreTable table = table(50, 0, new double[][] {{0.50, 0.50}, {0.52, 0.52}});
        Contrast difference = Contrast.difference(table, 1, 0, new double[] {1});
        assertThat(SeedForecast.seedsToDecide(table, difference, 1)).isEqualTo(SeedForecast.NEVER);
    }

    @Test
    void anUndecidedPairNeedsMoreSeedsThanThereAre() {
        ScoreTable table = table(400, 0, new double[][] {{0.7, 0.7}, {0.5, 0.5}});
        Contrast difference = Contrast.difference(table, 0, 1, new double[] {1});
        assertThat(SeedForecast.seedsToDecide(table, difference, 1)).isEqualTo(3);
    }

    @Test
    void theSpreadBetweenSeedsIsThatOfAnAnalysisOfVariance() {
        // Deviations from the recipes' means: 0, 0 and +-0.2; the seeds' common part is +-0.2/3.
        ScoreTable table = table(1000, 0, new double[][] {{0.7, 0.7}, {0.5, 0.5}, {0.72, 0.32}});
        SeedSpread spread = new SeedSpread(table, new double[] {1});
        double between = 3 * 2 * (0.2 / 3) * (0.2 / 3);
        double interaction = 2 * (0.08 / 3) / 2;
        SeedSpread.Variance difference = spread.of(new double[] {1, -1, 0});
        assertThat(difference.value()).isCloseTo(2 * interaction / 2, within(1e-12));
        assertThat(difference.degreesOfFreedom()).isCloseTo(2, within(1e-9));
        SeedSpread.Variance grandMean = spread.of(new double[] {1 / 3.0, 1 / 3.0, 1 / 3.0});
        assertThat(grandMean.value()).isCloseTo(between / 3 / 2, within(1e-12));
        assertThat(grandMean.degreesOfFreedom()).isCloseTo(1, within(1e-9));
        SeedSpread.Variance score = spread.of(new double[] {1, 0, 0});
        assertThat(score.value())
                .as("the mean variance of a recipe between its seeds")
                .isCloseTo((0.08 / 3) / 2, within(1e-12));
        assertThat(score.degreesOfFreedom())
                .isCloseTo(
                        Math.pow(between + 2 * interaction, 2) / (between * between + Math.pow(2 * interaction, 2) / 2),
                        within(1e-9));
    }

    @Test
    void drawsBetweenSeedsAreStudents() {
        for (double freedom : new double[] {1, 2.5, 30}) {
            double[] draws = new SeedSpread.Variance(4, freedom).draws(20_000, 1);
            Arrays.sort(draws);
            for (double share : new double[] {0.025, 0.25, 0.5, 0.9}) {
                double expected = 2 * TDistribution.of(freedom).inverseCumulativeProbability(share);
                assertThat(Bootstrap.quantile(draws, share))
                        .as(freedom + " " + share)
                        .isCloseTo(expected, within(0.05 + 0.06 * Math.abs(expected)));
            }
        }
    }

    @Test
    void theForecastKnowsTheSpreadBetweenSeedsFromAllRecipes() {
        // Seeds agree about the first two recipes and not about the third.
        ScoreTable table = table(1000, 0, new double[][] {{0.7, 0.7}, {0.5, 0.5}, {0.72, 0.32}});
        Contrast difference = Contrast.difference(table, 0, 1, new double[] {1});
        int expected = 3;
        while (0.2
                <= TDistribution.of(2.0 * (expected - 1)).inverseCumulativeProbability(1 - 0.025 / 2)
                        * Math.sqrt(2 * (0.08 / 3) / expected + (0.2 - 0.2 * 0.2) / 1000)) {
            expected++;
        }
        assertThat(SeedForecast.seedsToDecide(table, difference, 2))
                .isEqualTo(expected)
                .isGreaterThan(3);
    }

    @Test
    void wilsonsIntervalIsTheTextbooks() {
        // 15 of 20: Brown, Cai, DasGupta (2001), formula (4).
        ItemScores task = TestScores.independent("t", true, 0, TestScores.rightFirst(20, new double[][] {{0.75}}));
        assertThat(task.wilson(0, 0).effectiveItems()).isCloseTo(20, within(1e-9));
        assertThat(task.wilson(0, 0).interval().low()).isCloseTo(0.5313, within(5e-4));
        assertThat(task.wilson(0, 0).interval().high()).isCloseTo(0.8881, within(5e-4));
    }

    @Test
    void itemsThatAreAllAlikeWithinAnImageCountAsOneEach() {
        double[][][] scores = TestScores.rightFirst(100, new double[][] {{0.75}});
        List<String> images =
                IntStream.range(0, 100).mapToObj(i -> "image" + i / 5).toList();
        ItemScores task = TestScores.clustered("t", true, 0, images, scores);
        assertThat(task.numClusters()).isEqualTo(20);
        assertThat(task.wilson(0, 0).effectiveItems()).isCloseTo(20, within(1e-9));
        ScoreTable clustered = new ScoreTable(List.of(task));
        ScoreTable each = table(20, 0, new double[][] {{0.75}});
        double[] all = {1};
        Interval ofImages = new Bootstrap(clustered, 1)
                .estimate(Contrast.score(clustered, 0, all))
                .interval();
        Interval ofItems =
                new Bootstrap(each, 1).estimate(Contrast.score(each, 0, all)).interval();
        assertThat(ofImages.high() - ofImages.low())
                .isCloseTo(ofItems.high() - ofItems.low(), within(0.02))
                .isGreaterThan(2 * 1.96 * Math.sqrt(0.75 * 0.25 / 20));
    }

    @Test
    void oneImageTellsNothingOfOthers() {
        ItemScores task = TestScores.clustered(
                "t", true, 0.25, Collections.nCopies(100, "image"), TestScores.rightFirst(100, new double[][] {
                    {0.9}, {0.1}
                }));
        ScoreTable table = new ScoreTable(List.of(task));
        Estimate difference = new Bootstrap(table, 1).estimate(Contrast.difference(table, 0, 1, new double[] {1}));
        assertThat(difference.pValue()).isOne();
        assertThat(difference.interval().low()).isCloseTo(-1 / 0.75, within(1e-12));
        assertThat(difference.interval().high()).isCloseTo(1 / 0.75, within(1e-12));
        assertThat(task.wilson(0, 0).interval()).isEqualTo(new Interval(0.9, 0, 1));
    }

    @Test
    void tasksOfTheSameImagesAreDrawnTogether() {
        // What one task has right the other has wrong: their mean is the same on every image.
        List<String> images = IntStream.range(0, 50).mapToObj(i -> "image" + i).toList();
        double[][][] scores = TestScores.rightFirst(50, new double[][] {{0.5}});
        double[][][] opposite = {
            {Arrays.stream(scores[0][0]).map(score -> 1 - score).toArray()}
        };
        ScoreTable table = new ScoreTable(List.of(
                TestScores.clustered("one", true, 0, images, scores),
                TestScores.clustered("other", true, 0, images, opposite)));
        assertThat(table.strata()).hasSize(1);
        Interval mean = new Bootstrap(table, 1)
                .estimate(Contrast.score(table, 0, table.mean(task -> true)))
                .interval();
        assertThat(mean.high() - mean.low()).isCloseTo(0, within(1e-9));
        ScoreTable apart = new ScoreTable(List.of(
                TestScores.independent("one", true, 0, scores), TestScores.independent("other", true, 0, opposite)));
        assertThat(apart.strata()).hasSize(2);
        Interval independent = new Bootstrap(apart, 1)
                .estimate(Contrast.score(apart, 0, apart.mean(task -> true)))
                .interval();
        assertThat(independent.high() - independent.low()).isGreaterThan(0.1);
    }

    @Test
    void chanceMayDifferFromItemToItem() {
        // Two items of two options, two of four; the first of each kind is right.
        ItemScores task = new ItemScores(
                new ItemScores.Label("t", true),
                new double[] {0.5, 0.5, 0.25, 0.25},
                List.of("a", "b", "c", "d"),
                new double[][][] {{{1, 0, 1, 0}}});
        assertThat(task.chance()).isEqualTo(0.375);
        assertThat(task.centred(0, 0)).isCloseTo(0.125 / 0.625, within(1e-12));
        double parts = 0;
        for (int i = 0; i < 4; i++) {
            parts += task.centred(0, 0, i) / 4;
        }
        assertThat(parts).isCloseTo(task.centred(0, 0), within(1e-12));
    }

    @Test
    void tablesWithHolesAreRefused() {
        assertThatThrownBy(() ->
                        TestScores.independent("t", true, 0, new double[][][] {{new double[2]}, {new double[3]}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 and 3 items");
        assertThatThrownBy(() -> TestScores.independent("t", true, 0, new double[][][] {{{0.5, 1.01}}}))
                .hasMessageContaining("a score of 1.01");
        assertThatThrownBy(() -> TestScores.independent("t", true, 1, new double[][][] {{new double[2]}}))
                .hasMessageContaining("chance 1.0");
        assertThatThrownBy(() -> new ScoreTable(List.of())).hasMessageContaining("at least one task");
    }

    @Test
    void aStudyOfTwelveTasksAndEightModelsTakesSecondsAtMost() {
        KeyedRandom random = KeyedRandom.of(4, "speed", 0);
        List<ItemScores> tasks = new ArrayList<>();
        for (int t = 0; t < 12; t++) {
            double[][][] scores = new double[4][2][300];
            for (double[][] recipe : scores) {
                for (double[] model : recipe) {
                    for (int i = 0; i < model.length; i++) {
                        model[i] = random.nextDouble();
                    }
                }
            }
            tasks.add(TestScores.independent("task" + t, t < 8, 0.25, scores));
        }
        long start = System.nanoTime();
        Bootstrap bootstrap = new Bootstrap(new ScoreTable(tasks), 1);
        for (ItemScores task : tasks) {
            bootstrap.estimates(IntStream.range(0, 4)
                    .mapToObj(r -> Contrast.score(
                            bootstrap.table(), r, bootstrap.table().mean(task::equals)))
                    .toList());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("bootstrap of 12 tasks, 8 models, %d draws: %.2f s%n", Bootstrap.DRAWS, seconds);
        assertThat(seconds).isLessThan(5);
    }
}
