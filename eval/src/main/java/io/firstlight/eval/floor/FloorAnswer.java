package io.firstlight.eval.floor;

import io.firstlight.eval.item.EvaluationItem;
import java.util.List;

/**
 * What a floor answers to an item.
 *
 * @param optionScores one per option, more is better
 * @param score of the task's metric for the best option, in [0, 1]
 */
public record FloorAnswer(EvaluationItem item, List<Double> optionScores, double score) {
    public FloorAnswer {
        optionScores = List.copyOf(optionScores);
    }
}
