package io.firstlight.eval.record;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.firstlight.eval.answer.GoldProbability;
import io.firstlight.eval.benchmark.EvaluationSet;
import io.firstlight.eval.floor.MajorityAnswer;
import io.firstlight.eval.item.Split;
import io.firstlight.eval.score.Condition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The score of one task, split and condition, beside the floors that need no model.
 *
 * @param score mean score of the task's metric, in [0, 1]
 * @param goldProbability means of the continuous scores
 */
@JsonIgnoreProperties(value = "centred", allowGetters = true)
public record TaskSummary(Group group, Counts counts, double score, GoldProbability goldProbability, Floors floors) {
    /** Which items. */
    public record Group(String task, Split split, Condition condition) {}

    /**
     * How many items a summary is over.
     *
     * @param clusters groups of items that depend on each other
     * @param unanswered items to which the model gave no single answer
     */
    public record Counts(int items, int clusters, int unanswered) {}

    /**
     * Scores that need no model.
     *
     * @param chance mean chance level of the items
     * @param majority score of {@link MajorityAnswer}
     */
    public record Floors(double chance, double majority) {}

    /** (score - chance) / (1 - chance): 0 is guessing, 1 is perfect. */
    @JsonProperty("centred")
    public double centred() {
        return (score - floors.chance()) / (1 - floors.chance());
    }

    /**
     * The summaries of every task, split and condition among {@code records}, in the order of their first record.
     *
     * @param set the items that were asked, for the floors
     */
    public static List<TaskSummary> of(EvaluationSet set, List<ItemRecord> records) {
        Map<Group, List<ItemRecord>> groups = new LinkedHashMap<>();
        for (ItemRecord record : records) {
            groups.computeIfAbsent(
                            new Group(
                                    record.item().task(),
                                    record.item().split(),
                                    record.input().condition()),
                            group -> new ArrayList<>())
                    .add(record);
        }
        List<TaskSummary> summaries = new ArrayList<>();
        groups.forEach((group, own) -> summaries.add(new TaskSummary(
                group,
                new Counts(
                        own.size(),
                        (int) own.stream()
                                .map(record -> record.item().cluster())
                                .distinct()
                                .count(),
                        (int) own.stream()
                                .filter(record -> !record.output().isGiven())
                                .count()),
                mean(own, ItemRecord::score),
                new GoldProbability(
                        mean(own, record -> record.scores().goldProbability().raw()),
                        mean(own, record -> record.scores().goldProbability().perByte())),
                new Floors(
                        mean(own, record -> record.scores().chance()),
                        MajorityAnswer.score(set, group.task(), group.split())))));
        return summaries;
    }

    private static double mean(List<ItemRecord> records, ToDoubleFunction<ItemRecord> value) {
        return records.stream().mapToDouble(value).average().orElseThrow();
    }
}
