package io.firstlight.study.summary;

import io.firstlight.eval.item.Split;
import io.firstlight.eval.record.ItemRecord;
import io.firstlight.study.result.StudyResults.Aggregates;
import io.firstlight.study.result.StudyResults.Interval;
import io.firstlight.study.result.StudyResults.ModalityMeans;
import io.firstlight.study.statistics.Contrast;
import io.firstlight.study.statistics.Inference;
import io.firstlight.study.statistics.ItemScores;
import io.firstlight.study.statistics.ScoreTable;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * The statistics of one split.
 *
 * @param score of the tasks' metrics
 * @param probability of the probability of the right answer
 */
record SplitStatistics(Inference score, Inference probability) {

    /**
     * Empty when no task has items on the split, or no models can be compared.
     *
     * @param branches number of each recipe's branch
     */
    static Optional<SplitStatistics> of(AnswerTables tables, ComparedBlock block, List<Integer> branches, Split split) {
        ToDoubleFunction<ItemRecord> score = ItemRecord::score;
        ToDoubleFunction<ItemRecord> probability =
                record -> record.scores().goldProbability().raw();
        Split other = split == Split.REPORTED ? Split.SELECTION : Split.REPORTED;
        return tables.table(block, split, score)
                .map(scores -> new SplitStatistics(
                        new Inference(scores, branches, tables.table(block, other, score)),
                        new Inference(
                                tables.table(block, split, probability).orElseThrow(),
                                branches,
                                tables.table(block, other, probability))));
    }

    /** The means of a recipe, by its index in the tables. */
    Aggregates aggregates(int recipe, Predicate<ItemScores> stable) {
        return new Aggregates(
                means(score, recipe, stable),
                means(score, recipe, task -> true),
                means(probability, recipe, task -> true));
    }

    private static ModalityMeans means(Inference inference, int recipe, Predicate<ItemScores> which) {
        return new ModalityMeans(
                mean(inference, recipe, which.and(ItemScores::visual)),
                mean(inference, recipe, which.and(task -> !task.visual())));
    }

    private static Interval mean(Inference inference, int recipe, Predicate<ItemScores> which) {
        ScoreTable table = inference.table();
        return table.tasks().stream().anyMatch(which)
                ? inference
                        .estimate(Contrast.score(table, recipe, table.mean(which)))
                        .interval()
                : Interval.UNKNOWN;
    }
}
