package io.firstlight.eval.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.core.json.Json;
import io.firstlight.eval.item.EvaluationItem;
import io.firstlight.eval.item.Items;
import io.firstlight.eval.item.Split;
import io.firstlight.eval.score.Condition;
import io.firstlight.eval.task.EvaluationSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskMetricsTest {
    @TempDir
    Path directory;

    @Test
    void metricsAreCountedPerTaskSplitAndCondition() {
        List<EvaluationItem> items = List.of(
                naming("1", Split.REPORTED, 0),
                naming("2", Split.REPORTED, 1),
                naming("3", Split.REPORTED, 1),
                naming("4", Split.REPORTED, 1),
                naming("5", Split.SELECTION, 0));
        EvaluationSet set = new EvaluationSet(List.of(Items.visualTask("naming", 0.5)), items);
        List<ItemResult> results = new ArrayList<>();
        results.add(ItemResult.of(items.get(0), Condition.IMAGE, new double[] {-1, -2}));
        results.add(ItemResult.of(items.get(1), Condition.IMAGE, new double[] {-2, -1}));
        results.add(ItemResult.of(items.get(2), Condition.IMAGE, new double[] {-3, -2}));
        results.add(ItemResult.of(items.get(3), Condition.IMAGE, new double[] {-3, -3}));
        results.add(ItemResult.of(items.get(0), Condition.WITHHELD, new double[] {-2, -1}));
        results.add(ItemResult.of(items.get(4), Condition.IMAGE, new double[] {-1, -2}));
        List<TaskMetrics> metrics = TaskMetrics.of(set, results);
        assertThat(metrics).hasSize(3);
        assertThat(metrics.get(0)).satisfies(m -> {
            assertThat(m.group()).isEqualTo(new TaskMetrics.Group("naming", Split.REPORTED, Condition.IMAGE));
            assertThat(m.tally()).isEqualTo(new TaskMetrics.Tally(4, 3, 1));
            assertThat(m.accuracy()).isEqualTo(0.75);
            assertThat(m.centred()).isEqualTo(0.5);
        });
        assertThat(metrics.get(1).tally()).isEqualTo(new TaskMetrics.Tally(1, 0, 0));
        assertThat(metrics.get(1).centred()).isEqualTo(-1);
        assertThat(metrics.get(2).group().split()).isEqualTo(Split.SELECTION);
    }

    @Test
    void theMajorityAnswerIsLearnedOnTheOtherSplit() {
        // Selection: cat three times, dog once. Reported: cat 2 of 3 times, and once an item without either.
        EvaluationSet set = new EvaluationSet(
                List.of(Items.visualTask("naming", 0.5)),
                List.of(
                        naming("1", Split.SELECTION, 1),
                        naming("2", Split.SELECTION, 1),
                        naming("3", Split.SELECTION, 1),
                        naming("4", Split.SELECTION, 0),
                        naming("5", Split.REPORTED, 1),
                        naming("6", Split.REPORTED, 1),
                        naming("7", Split.REPORTED, 0),
                        Items.item("naming", Split.REPORTED, "8", "p", 0, "owl", "bee")));
        assertThat(MajorityAnswer.accuracy(set, "naming", Split.REPORTED))
                .isEqualTo((1 + 1 + 0 + 0.5) / 4, within(1e-12));
    }

    @Test
    void answersThatNeverRepeatGiveAMajorityOfChanceNotOfKnowledge() {
        List<EvaluationItem> items = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            items.add(Items.item(
                    "naming",
                    i % 2 == 0 ? Split.SELECTION : Split.REPORTED,
                    "" + i,
                    "p" + i,
                    0,
                    "thing " + i,
                    "wrong " + i));
        }
        EvaluationSet set = new EvaluationSet(List.of(Items.visualTask("naming", 0.5)), items);
        assertThat(MajorityAnswer.accuracy(set, "naming", Split.REPORTED)).isEqualTo(0.5);
    }

    @Test
    void aTaskWithOneSplitScoresTheShareOfItsMostFrequentAnswer() {
        EvaluationSet set = new EvaluationSet(
                List.of(Items.visualTask("naming", 0.5)),
                List.of(
                        naming("1", Split.REPORTED, 0),
                        naming("2", Split.REPORTED, 1),
                        naming("3", Split.REPORTED, 1)));
        assertThat(MajorityAnswer.accuracy(set, "naming", Split.REPORTED)).isEqualTo(2 / 3.0);
    }

    @Test
    void metricsAreWrittenWithTheirDerivedScores() throws IOException {
        EvaluationSet set =
                new EvaluationSet(List.of(Items.visualTask("naming", 0.5)), List.of(naming("1", Split.REPORTED, 0)));
        Metrics metrics = new Metrics(
                Metrics.FORMAT_VERSION,
                TaskMetrics.of(
                        set,
                        List.of(ItemResult.of(set.items("naming").get(0), Condition.IMAGE, new double[] {-1, -2}))));
        Path file = directory.resolve("metrics.json");
        metrics.write(file);
        assertThat(Json.read(file, Metrics.class)).isEqualTo(metrics);
        assertThat(Files.readString(file)).contains("\"accuracy\" : 1.0", "\"centred\" : 1.0");
    }

    private static EvaluationItem naming(String id, Split split, int answer) {
        return Items.item("naming", split, id, "p" + id, answer, "dog", "cat");
    }
}
