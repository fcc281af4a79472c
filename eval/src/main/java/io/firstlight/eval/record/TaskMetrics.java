package io.firstlight.eval.record;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.firstlight.eval.item.Split;
import io.firstlight.eval.score.Condition;
import io.firstlight.eval.task.EvaluationSet;
import io.firstlight.eval.task.EvaluationTask;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The score of one task, split and condition, beside the two floors that need no model.
 *
 * @param chance accuracy of guessing, as the task states it
 * @param majority accuracy of {@link MajorityAnswer}
 */
@JsonIgnoreProperties(
        value = {"accuracy", "centred"},
        allowGetters = true)
public record TaskMetrics(Group group, Tally tally, double chance, double majority) {
    /** Which items. */
    public record Group(String task, Split split, Condition condition) {}

    /** @param ties items whose best score was shared; they count as wrong */
    public record Tally(int n, int correct, int ties) {
        public Tally {
            if (n < 1 || correct < 0 || ties < 0 || correct + ties > n) {
                throw new IllegalArgumentException(correct + " correct and " + ties + " ties of " + n + " items");
            }
        }
    }

    @JsonProperty("accuracy")
    public double accuracy() {
        return (double) tally.correct() / tally.n();
    }

    /** (accuracy - chance) / (1 - chance): 0 is guessing, 1 is perfect. */
    @JsonProperty("centred")
    public double centred() {
        return centred(accuracy(), chance);
    }

    /** The centred score of an accuracy. */
    public static double centred(double accuracy, double chance) {
        return (accuracy - chance) / (1 - chance);
    }

    /**
     * The metrics of every task, split and condition among {@code results}, in the order of their first result.
     *
     * @param set the items that were asked, for chance and majority
     */
    public static List<TaskMetrics> of(EvaluationSet set, List<ItemResult> results) {
        Map<Group, List<ItemResult>> groups = new LinkedHashMap<>();
        for (ItemResult result : results) {
            groups.computeIfAbsent(new Group(result.task(), result.split(), result.condition()), g -> new ArrayList<>())
                    .add(result);
        }
        List<TaskMetrics> metrics = new ArrayList<>();
        groups.forEach((group, own) -> {
            EvaluationTask task = set.task(group.task());
            int correct = (int) own.stream().filter(ItemResult::correct).count();
            int ties = (int) own.stream().filter(ItemResult::isTie).count();
            metrics.add(new TaskMetrics(
                    group,
                    new Tally(own.size(), correct, ties),
                    task.chance(),
                    MajorityAnswer.accuracy(set, group.task(), group.split())));
        });
        return metrics;
    }
}
