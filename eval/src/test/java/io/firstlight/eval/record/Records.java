package io.firstlight.eval.record;

import io.firstlight.data.sample.Segment;
import io.firstlight.eval.answer.AskedItem;
import io.firstlight.eval.answer.BestOption;
import io.firstlight.eval.answer.Response;
import io.firstlight.eval.benchmark.EvaluationTask;
import io.firstlight.eval.item.EvaluationItem;
import io.firstlight.eval.score.Condition;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A short way to make records of multiple choice in tests. */
public final class Records {
    private Records() {}

    /** The record of a model that gives the item's options these log-probabilities, one token each. */
    public static ItemRecord of(
            EvaluationTask task, EvaluationItem item, Condition condition, double... logProbabilities) {
        List<Double> values = Arrays.stream(logProbabilities).boxed().toList();
        return ItemRecord.of(
                task,
                new AskedItem(
                        item, condition == Condition.IMAGE ? List.of(new Segment.Image(item.image(), 1)) : List.of()),
                condition,
                "Q: " + item.prompt() + " A:",
                new Response(BestOption.text(item.options(), values), values, Collections.nCopies(values.size(), 1)));
    }
}
