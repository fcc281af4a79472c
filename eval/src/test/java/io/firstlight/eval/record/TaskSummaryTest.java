package io.firstlight.eval.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.core.json.Json;
import io.firstlight.eval.answer.GoldProbability;
import io.firstlight.eval.answer.OptionAnswer;
import io.firstlight.eval.answer.Response;
import io.firstlight.eval.benchmark.EvaluationSet;
import io.firstlight.eval.benchmark.EvaluationTask;
import io.firstlight.eval.benchmark.TaskScoring;
import io.firstlight.eval.item.EvaluationItem;
import io.firstlight.eval.item.Items;
import io.firstlight.eval.item.Question;
import io.firstlight.eval.item.Split;
import io.firstlight.eval.metric.Metric;
import io.firstlight.eval.score.Condition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskSummaryTest {
    private static final EvaluationTask NAMING = Items.visualTask("naming");

    @TempDir
    Path directory;

    @Test
    void scoresAreMeansPerTaskSplitAndCondition() {
        List<EvaluationItem> items = List.of(
                naming("1", Split.REPORTED, 0),
                naming("2", Split.REPORTED, 1),
                naming("3", Split.REPORTED, 1),
                naming("4", Split.REPORTED, 1),
                naming("5", Split.SELECTION, 0));
        EvaluationSet set = new EvaluationSet(List.of(NAMING), items);
        List<TaskSummary> summaries = TaskSummary.of(
                set,
                List.of(
                        record(NAMING, items.get(0), Condition.IMAGE, -1, -2),
                        record(NAMING, items.get(1), Condition.IMAGE, -2, -1),
                        record(NAMING, items.get(2), Condition.IMAGE, -3, -2),
                        record(NAMING, items.get(3), Condition.IMAGE, -3, -3),
                        record(NAMING, items.get(0), Condition.WITHHELD, -2, -1),
                        record(NAMING, items.get(4), Condition.IMAGE, -1, -2)));
        double likely = 1 / (1 + Math.exp(-1));
        assertThat(summaries).hasSize(3);
        assertThat(summaries.get(0)).satisfies(summary -> {
            assertThat(summary.group()).isEqualTo(new TaskSummary.Group("naming", Split.REPORTED, Condition.IMAGE));
            assertThat(summary.counts()).isEqualTo(new TaskSummary.Counts(4, 3, 1));
            assertThat(summary.score()).isEqualTo(0.75);
            assertThat(summary.centred()).isEqualTo(0.5);
            assertThat(summary.goldProbability().raw()).isCloseTo((3 * likely + 0.5) / 4, within(1e-12));
        });
        assertThat(summaries.get(1).score()).isZero();
        assertThat(summaries.get(1).centred()).isEqualTo(-1);
        assertThat(summaries.get(2).group().split()).isEqualTo(Split.SELECTION);
    }

    @Test
    void aMetricMayGiveAnythingBetweenZeroAndOne() {
        Metric halfway = new Metric() {
            @Override
            public String name() {
                return "half for no answer";
            }

            @Override
            public double score(Question question, Response response) {
                return !response.isGiven() ? 0.5 : response.text().equals(question.answerText()) ? 1 : 0;
            }

            @Override
            public double chance(Question question) {
                return 0.2;
            }
        };
        EvaluationTask task = new EvaluationTask(
                "naming",
                NAMING.modality(),
                "",
                new TaskScoring(new OptionAnswer(OptionAnswer.Per.OPTION), halfway),
                false);
        List<EvaluationItem> items = List.of(naming("1", Split.REPORTED, 0), naming("2", Split.REPORTED, 1));
        TaskSummary summary = TaskSummary.of(
                        new EvaluationSet(List.of(task), items),
                        List.of(
                                record(task, items.get(0), Condition.IMAGE, -1, -1),
                                record(task, items.get(1), Condition.IMAGE, -2, -1)))
                .get(0);
        assertThat(summary.score()).isEqualTo(0.75);
        assertThat(summary.floors().chance()).isCloseTo(0.2, within(1e-12));
        assertThat(summary.centred()).isCloseTo(0.55 / 0.8, within(1e-12));
    }

    @Test
    void chanceIsOfTheItemsWhereTheyDifferInTheirNumberOfOptions() {
        List<EvaluationItem> items = List.of(
                naming("1", Split.REPORTED, 0),
                Items.item("naming", Split.REPORTED, "2", "p2", 3, "dog", "cat", "owl", "bee"));
        EvaluationSet set = new EvaluationSet(List.of(NAMING), items);
        assertThat(set.chance("naming", Split.REPORTED)).isEqualTo((0.5 + 0.25) / 2);
        List<TaskSummary> summaries = TaskSummary.of(
                set,
                List.of(
                        record(NAMING, items.get(0), Condition.IMAGE, -1, -2),
                        record(NAMING, items.get(1), Condition.IMAGE, -1, -2, -3, -4)));
        assertThat(summaries.get(0).floors().chance()).isEqualTo(0.375);
    }

    @Test
    void summariesAreWrittenWithTheirDerivedScores() throws IOException {
        List<EvaluationItem> items = List.of(naming("1", Split.REPORTED, 0));
        EvaluationSummary summary = EvaluationSummary.of(TaskSummary.of(
                new EvaluationSet(List.of(NAMING), items),
                List.of(record(NAMING, items.get(0), Condition.IMAGE, 0, -800))));
        assertThat(summary.tasks().get(0).goldProbability()).isEqualTo(new GoldProbability(1, 1));
        Path file = directory.resolve("metrics.json");
        summary.write(file);
        assertThat(Json.read(file, EvaluationSummary.class)).isEqualTo(summary);
        assertThat(Files.readString(file)).contains("\"score\" : 1.0", "\"centred\" : 1.0");
    }

    private static ItemRecord record(EvaluationTask task, EvaluationItem item, Condition condition, double... scores) {
        return Records.of(task, item, condition, scores);
    }

    /** Items 1 and 2 show one image. */
    private static EvaluationItem naming(String id, Split split, int answer) {
        return Items.item("naming", split, id, id.equals("2") ? "p1" : "p" + id, answer, "dog", "cat");
    }
}
