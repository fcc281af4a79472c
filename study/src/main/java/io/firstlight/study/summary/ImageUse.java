package io.firstlight.study.summary;

import io.firstlight.eval.item.Split;
import io.firstlight.study.file.Recipe;
import io.firstlight.study.result.StudyResults.Interval;
import io.firstlight.study.statistics.Contrast;
import io.firstlight.study.statistics.Inference;
import io.firstlight.study.statistics.ItemScores;
import io.firstlight.study.statistics.ScoreTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a recipe's answers need the image: a test, paired over items and seeds, of the score with the image against
 * the score with it withheld.
 */
final class ImageUse {
    private static final double LEVEL = 0.05;

    private ImageUse() {}

    /**
     * Of a recipe on the reported items.
     *
     * @param branches number of each recipe's branch
     * @return by task the share of answers that become right with the image less that of answers that become wrong,
     *     with an interval that allows for the number of tasks; empty where no task was asked both ways
     */
    static Map<String, Interval> of(AnswerTables tables, ComparedBlock block, List<Integer> branches, Recipe recipe) {
        Map<String, Interval> gains = new LinkedHashMap<>();
        Optional<ScoreTable> table = tables.gains(block, Split.REPORTED);
        int index = block.recipes().indexOf(recipe);
        if (table.isEmpty() || index < 0) {
            return gains;
        }
        Inference inference = new Inference(table.get(), branches, Optional.empty());
        int tasks = table.get().tasks().size();
        for (ItemScores task : table.get().tasks()) {
            Contrast gain = Contrast.score(table.get(), index, table.get().mean(task::equals));
            gains.put(task.name(), inference.estimate(gain).interval(LEVEL / tasks));
        }
        return gains;
    }
}
