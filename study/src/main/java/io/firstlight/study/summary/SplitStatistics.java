package io.firstlight.study.summary;

import io.firstlight.eval.item.Split;
import io.firstlight.study.result.StudyResults.Aggregates;
import io.firstlight.study.result.StudyResults.Interval;
import io.firstlight.study.result.StudyResults.ModalityMeans;
import io.firstlight.study.statistics.Bootstrap;
import io.firstlight.study.statistics.Contrast;
import io.firstlight.study.statistics.ItemScores;
import io.firstlight.study.statistics.ScoreTable;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The statistics of one split.
 *
 * @param score of the tasks' metrics
 * @param probability of the probability of the right answer
 */
record SplitStatistics(Bootstrap score, Bootstrap probability) {
    private static final long BOOTSTRAP_SEED = 2503_07603;

    /** Empty when no task has items on the split, or no models can be compared. */
    static Optional<SplitStatistics> of(AnswerTables tables, ComparedBlock block, Split split) {
        Optional<ScoreTable> probabilities = tables.table(
                block, split, record -> record.scores().goldProbability().raw());
        return tables.table(block, split, record -> record.scores().score())
                .map(scores -> new SplitStatistics(
                        new Bootstrap(scores, BOOTSTRAP_SEED),
                        new Bootstrap(probabilities.orElseThrow(), BOOTSTRAP_SEED)));
    }

    /** The means of a recipe, by its index in the tables. */
    Aggregates aggregates(int recipe, Predicate<ItemScores> stable) {
        return new Aggregates(
                means(score, recipe, stable),
                means(score, recipe, task -> true),
                means(probability, recipe, task -> true));
    }

    private static ModalityMeans means(Bootstrap bootstrap, int recipe, Predicate<ItemScores> which) {
        return new ModalityMeans(
                mean(bootstrap, recipe, which.and(ItemScores::visual)),
                mean(bootstrap, recipe, which.and(task -> !task.visual())));
    }

    private static Interval mean(Bootstrap bootstrap, int recipe, Predicate<ItemScores> which) {
        ScoreTable table = bootstrap.table();
        return table.tasks().stream().anyMatch(which)
                ? bootstrap
                        .estimate(Contrast.score(table, recipe, table.mean(which)))
                        .interval()
                : Interval.UNKNOWN;
    }
}
