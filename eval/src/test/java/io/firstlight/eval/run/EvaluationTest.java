package io.firstlight.eval.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.core.json.Json;
import io.firstlight.core.progress.Progress;
import io.firstlight.data.format.DialogueEncoder;
import io.firstlight.data.tokenize.PromptTemplate;
import io.firstlight.eval.benchmark.EvaluationSet;
import io.firstlight.eval.item.EvaluationItem;
import io.firstlight.eval.item.Items;
import io.firstlight.eval.item.Split;
import io.firstlight.eval.record.EvaluationSummary;
import io.firstlight.eval.record.ItemRecord;
import io.firstlight.eval.record.ItemRecords;
import io.firstlight.eval.record.TaskSummary;
import io.firstlight.eval.score.Condition;
import io.firstlight.eval.score.HistoryModel;
import io.firstlight.eval.score.NumberedImages;
import io.firstlight.eval.score.PromptEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {
    private static final int VOCABULARY = 50;

    @TempDir
    Path directory;

    /** Images show their number; a word "thing N" ends in token N, and the right answer names the image. */
    private final EvaluationSet set = set();

    private final Evaluation evaluation = new Evaluation(
            set,
            new PromptEncoder(
                    new DialogueEncoder(
                            text -> Arrays.stream(text.strip().split(" "))
                                    .mapToInt(word ->
                                            word.matches("\\d+") ? Integer.parseInt(word) : 40 + word.length() % 10)
                                    .toArray(),
                            PromptTemplate.NONE),
                    48,
                    49),
            new NumberedImages(),
            new Evaluation.ScoringSettings(64, 7));

    @Test
    void everyConditionIsAskedOnBothSplits() {
        List<ItemRecord> results = evaluation.run(seeing(), Progress.silent());
        for (Split split : Split.values()) {
            for (Condition condition : List.of(Condition.IMAGE, Condition.WITHHELD, Condition.SHUFFLED)) {
                assertThat(count(results, split, condition))
                        .as(split + " " + condition)
                        .isEqualTo(10);
            }
        }
        assertThat(count(results, Split.REPORTED, Condition.TEXT)).isEqualTo(3);
        assertThat(results).hasSize(63);
    }

    @Test
    void aModelThatSeesIsRightWithItsImageAloneAndNeverWithAnother() {
        List<TaskSummary> metrics = TaskSummary.of(set, evaluation.run(seeing(), Progress.silent()));
        assertThat(metrics).allSatisfy(m -> {
            switch (m.group().condition()) {
                case IMAGE -> assertThat(m.score()).isEqualTo(1);
                // Nothing is seen, or something that is no option: every option is as likely, and a tie is wrong.
                case WITHHELD, TEXT ->
                    assertThat(m.counts().unanswered()).isEqualTo(m.counts().items());
                case SHUFFLED -> assertThat(m.score()).isZero();
            }
        });
    }

    @Test
    void aModelThatReadsNoImagesIsAskedTheSameInEveryCondition() {
        HistoryModel blind = new HistoryModel(history -> HistoryModel.hashed(history, VOCABULARY)) {
            @Override
            public boolean readsImages() {
                return false;
            }
        };
        List<ItemRecord> results = evaluation.run(blind, Progress.silent());
        assertThat(scores(results, Condition.IMAGE))
                .isEqualTo(scores(results, Condition.WITHHELD))
                .isEqualTo(scores(results, Condition.SHUFFLED))
                .hasSize(10);
    }

    @Test
    void metricsCanBeRecomputedFromTheItemsOnDisk() throws IOException {
        List<ItemRecord> results = evaluation.run(seeing(), Progress.silent());
        Evaluation.write(directory, set, results);
        List<ItemRecord> read = ItemRecords.read(directory.resolve(Evaluation.ITEMS_FILE));
        assertThat(read).isEqualTo(results);
        assertThat(Json.read(directory.resolve(Evaluation.METRICS_FILE), EvaluationSummary.class)
                        .tasks())
                .isEqualTo(TaskSummary.of(set, read));
        byte[] bytes = Files.readAllBytes(directory.resolve(Evaluation.ITEMS_FILE));
        Evaluation.write(directory, set, evaluation.run(seeing(), Progress.silent()));
        assertThat(Files.readAllBytes(directory.resolve(Evaluation.ITEMS_FILE))).isEqualTo(bytes);
    }

    private static HistoryModel seeing() {
        return new HistoryModel(history -> {
            float[] log = new float[VOCABULARY];
            Arrays.fill(log, -5);
            history.stream()
                    .filter(token -> token.startsWith("*"))
                    .findFirst()
                    .ifPresent(token -> log[Integer.parseInt(token.substring(1))] = -1);
            return log;
        });
    }

    private static List<List<Double>> scores(List<ItemRecord> results, Condition condition) {
        return results.stream()
                .filter(r -> r.item().split() == Split.REPORTED && r.input().condition() == condition)
                .map(r -> r.output().logProbabilities())
                .toList();
    }

    private static long count(List<ItemRecord> results, Split split, Condition condition) {
        return results.stream()
                .filter(result ->
                        result.item().split() == split && result.input().condition() == condition)
                .count();
    }

    private static EvaluationSet set() {
        List<EvaluationItem> items = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            Split split = i <= 10 ? Split.SELECTION : Split.REPORTED;
            items.add(Items.item(
                    "naming", split, "n" + i, "" + i, i % 2, i % 2 == 0 ? "" + i : "30", i % 2 == 0 ? "31" : "" + i));
        }
        for (int i = 0; i < 3; i++) {
            items.add(Items.item("is-a", Split.REPORTED, "t" + i, "", 0, "" + (2 * i), "" + (2 * i + 1)));
        }
        return new EvaluationSet(List.of(Items.visualTask("naming"), Items.textTask("is-a")), items);
    }
}
