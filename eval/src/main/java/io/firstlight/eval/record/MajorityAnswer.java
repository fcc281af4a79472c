package io.firstlight.eval.record;

import io.firstlight.eval.item.EvaluationItem;
import io.firstlight.eval.item.Split;
import io.firstlight.eval.task.EvaluationSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The floor of knowing only how often each answer is right in a task: of an item's options, the one that is most often
 * an answer is chosen. It shows when wrong options come from another distribution than the right ones.
 *
 * <p>Answers are counted on the task's <em>other</em> split, so that no item votes for itself; equally frequent options
 * share the item. A task with one split only is scored by the share of its most frequent answer, which needs no items
 * to learn from.
 */
public final class MajorityAnswer {
    private MajorityAnswer() {}

    /** The expected accuracy, in [0, 1], on the items of {@code split}. */
    public static double accuracy(EvaluationSet set, String task, Split split) {
        List<EvaluationItem> items = set.items(task, split);
        Map<String, Integer> counts =
                counts(set.items(task, split == Split.REPORTED ? Split.SELECTION : Split.REPORTED));
        if (counts.isEmpty()) {
            Collection<Integer> own = counts(items).values();
            return (double) own.stream().mapToInt(count -> count).max().orElse(0) / items.size();
        }
        return items.stream()
                .mapToDouble(item -> expectedCorrect(item, counts))
                .average()
                .orElseThrow();
    }

    private static double expectedCorrect(EvaluationItem item, Map<String, Integer> counts) {
        List<Integer> frequencies = item.options().stream()
                .map(option -> counts.getOrDefault(option, 0))
                .toList();
        int most = frequencies.stream().mapToInt(frequency -> frequency).max().orElseThrow();
        long shared =
                frequencies.stream().filter(frequency -> frequency == most).count();
        return frequencies.get(item.answer()) == most ? 1.0 / shared : 0.0;
    }

    private static Map<String, Integer> counts(List<EvaluationItem> items) {
        Map<String, Integer> counts = new HashMap<>();
        for (EvaluationItem item : items) {
            counts.merge(item.question().answerText(), 1, Integer::sum);
        }
        return counts;
    }
}
