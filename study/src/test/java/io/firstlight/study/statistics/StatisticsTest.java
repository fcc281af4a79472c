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
import org.junit.jupiter.api.Test;

class StatisticsTest {
    private static ScoreTable table(int items, double chance, double[][] accuracies) {
        return new ScoreTable(
                List.of(TestScores.independent("task", true, chance, TestScores.rightFirst(items, accuracies))));
    }

    @Test
    void estimatesAreTheCentredMeans() {
        ScoreTable table = table(200, 0.25, new double[][] {{0.7, 0.8}, {0.25, 0.25}});
        Inference inference = new Inference(table);
        double[] all = table.mean(task -> true);
        assertThat(inference.estimate(Contrast.score(table, 0, all)).interval().estimate())
                .isCloseTo(0.5 / 0.75, within(1e-12));
        assertThat(inference.estimate(Contrast.score(table, 1, all)).interval().estimate())
                .isZero();
        assertThat(inference
                        .estimate(Contrast.difference(table, 0, 1, all))
                        .interval()
                        .estimate())
                .isCloseTo(0.5 / 0.75, within(1e-12));
    }

    @Test
    void overItemsAloneTheIntervalIsTheNormalOne() {
        ScoreTable table = table(400, 0, new double[][] {{0.6}});
        Interval interval = new Inference(table)
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
        double value = new Inference(table)
                .estimate(Contrast.score(table, 0, table.mean(ItemScores::visual)))
                .interval()
                .estimate();
        assertThat(value).isCloseTo(0.6, within(1e-12));
    }

    @Test
    void pairingSeesADifferenceThatSeparateIntervalsCannot() {
        // The second recipe is right where the first is, and on 12 of 300 items more.
        ScoreTable table = table(300, 0, new double[][] {{0.50}, {0.54}});
        Inference inference = new Inference(table);
        double[] all = table.mean(task -> true);
        Interval first = inference.estimate(Contrast.score(table, 0, all)).interval();
        Interval second = inference.estimate(Contrast.score(table, 1, all)).interval();
        Estimate difference = inference.estimate(Contrast.difference(table, 1, 0, all));
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
        Interval narrow =
                new Inference(steady).estimate(Contrast.score(steady, 0, all)).interval();
        Interval wide =
                new Inference(shaky).estimate(Contrast.score(shaky, 0, all)).interval();
        assertThat(wide.high() - wide.low()).isGreaterThan(2 * (narrow.high() - narrow.low()));
        Estimate none = new Inference(steady).estimate(Contrast.difference(steady, 0, 1, all));
        assertThat(none.value()).isZero();
        assertThat(none.pValue()).isEqualTo(1);
        assertThat(none.interval().high())
                .as("never surer than if one of 300 items had been answered otherwise")
                .isGreaterThan(1.9 / 300);
    }

    @Test
    void intervalsEndWhereTheScaleDoes() {
        // Seeds far apart, scores at both ends: items and seeds together would reach beyond all right and all wrong.
        ScoreTable table = table(40, 0.25, new double[][] {{1.0, 0.9}, {0.0, 0.1}});
        Inference inference = new Inference(table);
        Interval high =
                inference.estimate(Contrast.score(table, 0, new double[] {1})).interval();
        Interval low =
                inference.estimate(Contrast.score(table, 1, new double[] {1})).interval();
        Interval lead = inference
                .estimate(Contrast.difference(table, 0, 1, new double[] {1}))
                .interval();
        assertThat(high.high()).isEqualTo(1);
        assertThat(high.low()).isLessThan(high.estimate());
        assertThat(low.low()).isCloseTo(-0.25 / 0.75, within(1e-12));
        assertThat(lead.high()).isCloseTo(1 / 0.75, within(1e-12));
    }

    @Test
    void theSameScoresGiveTheSameNumbers() {
        ScoreTable table = table(100, 0.25, new double[][] {{0.6, 0.5}, {0.4, 0.3}});
        Contrast contrast = Contrast.difference(table, 0, 1, new double[] {1});
        assertThat(new Inference(table).estimate(contrast)).isEqualTo(new Inference(table).estimate(contrast));
    }

    @Test
    void aTaskIsStableWhenTheMeanOfAllModelsIsWellAboveChance() {
        List<ItemScores> tasks = List.of(
                TestScores.independent("apart", true, 0.25, TestScores.rightFirst(300, new double[][] {
                    {0.9, 0.88}, {0.5, 0.52}
                })),
                TestScores.independent("noisy", true, 0.25, TestScores.rightFirst(300, new double[][] {
                    {0.5, 0.25}, {0.5, 0.25}
                })),
                TestScores.independent("chance", true, 0.25, TestScores.rightFirst(300, new double[][] {
                    {0.30, 0.30}, {0.22, 0.22}
                })));
        ScoreTable table = new ScoreTable(tasks);
        Map<String, TaskStability> verdicts = StableTasks.judge(table, List.of());
        assertThat(verdicts.get("apart").stable()).isTrue();
        assertThat(verdicts.get("apart").reason()).contains("at least 0.10").contains("2 of 2 seeds alone");
        assertThat(verdicts.get("noisy").stable()).isTrue();
        assertThat(verdicts.get("noisy").reason())
                .contains("mean centred score of all models 0.17", "1 of 2 seeds alone");
        assertThat(verdicts.get("chance").stable()).isFalse();
        assertThat(StableTasks.numAlike(table)).isEqualTo(2);
    }

    @Test
    void theStudyFileMayFixTheListOfStableTasks() {
        Map<String, TaskStability> verdicts =
                StableTasks.judge(table(300, 0, new double[][] {{0.9}, {0.1}}), List.of("another"));
        assertThat(verdicts.get("task")).isEqualTo(new TaskStability(false, "not listed in the study file"));
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
        Interval ofImages = new Inference(clustered)
                .estimate(Contrast.score(clustered, 0, all))
                .interval();
        Interval ofItems =
                new Inference(each).estimate(Contrast.score(each, 0, all)).interval();
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
        Estimate difference = new Inference(table).estimate(Contrast.difference(table, 0, 1, new double[] {1}));
        assertThat(difference.pValue()).isOne();
        assertThat(difference.interval().low()).isCloseTo(-1 / 0.75, within(1e-12));
        assertThat(difference.interval().high()).isCloseTo(1 / 0.75, within(1e-12));
        assertThat(task.wilson(0, 0).interval()).isEqualTo(new Interval(0.9, 0, 1));
    }

    @Test
    void oneItemOrNoVarianceGivesNoCertainty() {
        ScoreTable one = table(1, 0, new double[][] {{1, 1}, {0, 0}});
        Estimate difference = new Inference(one).estimate(Contrast.difference(one, 0, 1, new double[] {1}));
        assertThat(difference.interval()).isEqualTo(new Interval(1, -1, 1));
        assertThat(difference.pValue()).isOne();
        assertThat(difference.pValue(StudentizedRange.of(2))).isCloseTo(1, within(1e-6));
        ScoreTable all = table(300, 0, new double[][] {{1, 1}, {0, 0}});
        Estimate clear = new Inference(all).estimate(Contrast.difference(all, 0, 1, new double[] {1}));
        assertThat(clear.standardError()).isCloseTo(1.0 / 300, within(1e-12));
        assertThat(clear.interval().low()).isBetween(0.9, 0.998);
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
        Interval mean = new Inference(table)
                .estimate(Contrast.score(table, 0, table.mean(task -> true)))
                .interval();
        assertThat(mean.high() - mean.low()).as("one image is the least doubt").isLessThan(0.06);
        ScoreTable apart = new ScoreTable(List.of(
                TestScores.independent("one", true, 0, scores), TestScores.independent("other", true, 0, opposite)));
        assertThat(apart.strata()).hasSize(2);
        Interval independent = new Inference(apart)
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
        Inference inference = new Inference(new ScoreTable(tasks));
        for (ItemScores task : tasks) {
            IntStream.range(0, 4)
                    .mapToObj(r -> Contrast.score(
                            inference.table(), r, inference.table().mean(task::equals)))
                    .forEach(inference::estimate);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("inference of 12 tasks, 8 models: %.2f s%n", seconds);
        assertThat(seconds).isLessThan(5);
    }
}
