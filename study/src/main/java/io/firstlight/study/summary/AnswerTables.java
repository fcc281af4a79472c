package io.firstlight.study.summary;

import io.firstlight.eval.benchmark.EvaluationSet;
import io.firstlight.eval.benchmark.EvaluationTask;
import io.firstlight.eval.item.EvaluationItem;
import io.firstlight.eval.item.Split;
import io.firstlight.eval.record.ItemRecord;
import io.firstlight.eval.score.Condition;
import io.firstlight.study.plan.RecipeRun;
import io.firstlight.study.statistics.ItemScores;
import io.firstlight.study.statistics.ScoreTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Lines up models' answers, item by item, as statistics need them. */
final class AnswerTables {
    private final FinishedModels models;
    private final EvaluationSet set;

    AnswerTables(FinishedModels models, EvaluationSet set) {
        this.models = models;
        this.set = set;
    }

    /** The condition that counts: with the image, or text. */
    static Condition counted(EvaluationTask task) {
        return Condition.of(task.modality()).get(0);
    }

    /**
     * The scores of the block's models, of those tasks that have items on the split. Empty when none has or the block
     * is.
     *
     * @param score which of a record's scores
     */
    Optional<ScoreTable> table(ComparedBlock block, Split split, ToDoubleFunction<ItemRecord> score) {
        if (block.isEmpty()) {
            return Optional.empty();
        }
        List<List<RecipeRun>> runs = block.recipes().stream()
                .map(recipe -> block.runs(models, recipe))
                .toList();
        List<ItemScores> tasks = new ArrayList<>();
        for (EvaluationTask task : set.tasks()) {
            if (!set.items(task.name(), split).isEmpty()) {
                tasks.add(scores(runs, task, split, score));
            }
        }
        return tasks.isEmpty() ? Optional.empty() : Optional.of(new ScoreTable(tasks));
    }

    /**
     * What the image is worth to the block's models: on every item of a visual task the score with the image less the
     * score with it withheld, as a score whose centred mean is their difference. Empty when no task of the split was
     * asked both ways.
     */
    Optional<ScoreTable> gains(ComparedBlock block, Split split) {
        List<ItemScores> tasks = new ArrayList<>();
        for (EvaluationTask task : block.isEmpty() ? List.<EvaluationTask>of() : set.tasks()) {
            AnswerGroup withheld = new AnswerGroup(task.name(), split, Condition.WITHHELD);
            boolean asked = task.isVisual()
                    && !set.items(task.name(), split).isEmpty()
                    && block.recipes().stream()
                            .flatMap(recipe -> block.runs(models, recipe).stream())
                            .allMatch(run -> models.answers(run).records().containsKey(withheld));
            if (asked) {
                tasks.add(gains(block, task, split, withheld));
            }
        }
        return tasks.isEmpty() ? Optional.empty() : Optional.of(new ScoreTable(tasks));
    }

    private ItemScores gains(ComparedBlock block, EvaluationTask task, Split split, AnswerGroup withheld) {
        List<EvaluationItem> items = set.items(task.name(), split);
        AnswerGroup shown = new AnswerGroup(task.name(), split, counted(task));
        List<String> clusters = records(
                        block.runs(models, block.recipes().get(0)).get(0), shown, items)
                .stream()
                .map(record -> record.item().cluster())
                .toList();
        double[] chances = new double[items.size()];
        Arrays.fill(chances, 0.5);
        return new ItemScores(
                new ItemScores.Label(task.name(), true),
                chances,
                clusters,
                block.recipes().stream()
                        .map(recipe -> block.runs(models, recipe).stream()
                                .map(run -> items.stream()
                                        .mapToDouble(item -> gain(run, shown, withheld, item))
                                        .toArray())
                                .toArray(double[][]::new))
                        .toArray(double[][][]::new));
    }

    /** From 0, right without the image only, to 1, right with it only. */
    private double gain(RecipeRun run, AnswerGroup shown, AnswerGroup withheld, EvaluationItem item) {
        FinishedModels.Answers answers = models.answers(run);
        return (1
                        + answers.record(shown, item.id()).score()
                        - answers.record(withheld, item.id()).score())
                / 2;
    }

    /** The scores of one evaluated model on one task, as a table of one recipe and seed. */
    ItemScores scores(RecipeRun run, EvaluationTask task, Split split, ToDoubleFunction<ItemRecord> score) {
        return scores(List.of(List.of(run)), task, split, score);
    }

    private ItemScores scores(
            List<List<RecipeRun>> runs, EvaluationTask task, Split split, ToDoubleFunction<ItemRecord> score) {
        AnswerGroup group = new AnswerGroup(task.name(), split, counted(task));
        List<EvaluationItem> items = set.items(task.name(), split);
        List<ItemRecord> first = records(runs.get(0).get(0), group, items);
        return new ItemScores(
                new ItemScores.Label(task.name(), task.isVisual()),
                first.stream().mapToDouble(record -> record.scores().chance()).toArray(),
                first.stream().map(record -> record.item().cluster()).toList(),
                runs.stream()
                        .map(seeds -> seeds.stream()
                                .map(run -> records(run, group, items).stream()
                                        .mapToDouble(score)
                                        .toArray())
                                .toArray(double[][]::new))
                        .toArray(double[][][]::new));
    }

    private List<ItemRecord> records(RecipeRun run, AnswerGroup group, List<EvaluationItem> items) {
        return items.stream()
                .map(item -> models.answers(run).record(group, item.id()))
                .toList();
    }
}
