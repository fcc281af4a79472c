package io.firstlight.eval.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.firstlight.eval.item.EvaluationItem;
import io.firstlight.eval.item.Split;
import io.firstlight.eval.score.Condition;
import java.util.Arrays;
import java.util.List;

/**
 * How one item came out under one condition: a line of {@code items.jsonl}, flat so that any tool can read it. The
 * fields check each other, so a damaged line does not pass for a result.
 *
 * @param item id, unique in its task
 * @param answer index of the right option
 * @param chosen index of the best-scored option, or {@link #TIE}
 * @param correct whether {@code chosen} is the answer; a tie is wrong
 * @param scores one per option, finite, more is better
 */
public record ItemResult(
        String item,
        String task,
        Split split,
        Condition condition,
        int answer,
        int chosen,
        boolean correct,
        List<Double> scores) {
    /** Chosen when several options share the best score. */
    public static final int TIE = -1;

    public ItemResult {
        if (item == null || task == null || split == null || condition == null || scores == null) {
            throw new IllegalArgumentException("item, task, split, condition and scores are all needed");
        }
        scores = List.copyOf(scores);
        if (answer < 0 || answer >= scores.size()) {
            throw new IllegalArgumentException("answer is " + answer + " of " + scores.size() + " options");
        }
        if (scores.stream().anyMatch(score -> !Double.isFinite(score))) {
            throw new IllegalArgumentException("scores are " + scores + "; every score is a finite number");
        }
        int best = best(scores);
        if (chosen != best) {
            throw new IllegalArgumentException(
                    "chosen is " + chosen + ", but by the scores " + scores + " it is " + best);
        }
        if (correct != (chosen == answer)) {
            throw new IllegalArgumentException(
                    "correct is " + correct + ", but option " + chosen + " was chosen and " + answer + " is right");
        }
    }

    /** The result of {@code item} with these scores: the best is chosen, a shared best is a tie. */
    public static ItemResult of(EvaluationItem item, Condition condition, double[] scores) {
        List<Double> list = Arrays.stream(scores).boxed().toList();
        int chosen = best(list);
        return new ItemResult(
                item.id(), item.task(), item.split(), condition, item.answer(), chosen, chosen == item.answer(), list);
    }

    @JsonIgnore
    public boolean isTie() {
        return chosen == TIE;
    }

    private static int best(List<Double> scores) {
        int best = 0;
        boolean tie = false;
        for (int o = 1; o < scores.size(); o++) {
            double score = scores.get(o);
            if (score > scores.get(best)) {
                best = o;
                tie = false;
            } else if (score == scores.get(best)) {
                tie = true;
            }
        }
        return tie ? TIE : best;
    }
}
