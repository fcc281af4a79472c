package io.firstlight.eval.floor;

import io.firstlight.eval.answer.Response;
import io.firstlight.eval.benchmark.EvaluationSet;
import io.firstlight.eval.item.EvaluationItem;
import io.firstlight.eval.item.Split;
import io.firstlight.eval.metric.Metric;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The floor of knowing only how often each answer is right in a task: of an item's options, the one that is most often
 * an answer is chosen; an open question gets the most frequent answer of all. It shows when wrong options come from
 * another distribution than the right ones.
 *
 * <p>Answers are counted on the task's <em>other</em> split, so that no item votes for itself; equally frequent options
 * share the item. A task with one split only is scored by the share of its most frequent answer, which needs no items
 * to learn from.
 */
public final class MajorityAnswer {
    private MajorityAnswer() {}

    /** The expected score, in [0, 1], on the items of {@code split}. */
    public static double score(EvaluationSet set, String task, Split split) {
        List<EvaluationItem> items = set.items(task, split);
        Map<String, Integer> counts =
                counts(set.items(task, split == Split.REPORTED ? Split.SELECTION : Split.REPORTED));
        if (counts.isEmpty()) {
            Collection<Integer> own = counts(items).values();
            return (double) own.stream().mapToInt(count -> count).max().orElse(0) / items.size();
        }
        Metric metric = set.task(task).scoring().metric();
        return items.stream()
                .mapToDouble(item -> expectedScore(item, counts, metric))
                .average()
                .orElseThrow();
    }

    private static double expectedScore(EvaluationItem item, Map<String, Integer> counts, Metric metric) {
        Collection<String> candidates = item.options().isEmpty() ? counts.keySet() : item.options();
        int most = candidates.stream()
                .mapToInt(answer -> counts.getOrDefault(answer, 0))
                .max()
                .orElseThrow();
        return candidates.stream()
                .filter(answer -> counts.getOrDefault(answer, 0) == most)
                .mapToDouble(answer -> metric.score(item.question(), new Response(answer, List.of(), List.of())))
                .average()
                .orElseThrow();
    }

    private static Map<String, Integer> counts(List<EvaluationItem> items) {
        Map<String, Integer> counts = new HashMap<>();
        for (EvaluationItem item : items) {
            counts.merge(item.question().answerText(), 1, Integer::sum);
        }
        return counts;
    }
}
