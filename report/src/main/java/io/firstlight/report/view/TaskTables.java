package io.firstlight.report.view;

import io.firstlight.report.format.Intervals;
import io.firstlight.report.format.Numbers;
import io.firstlight.report.scores.Floor;
import io.firstlight.report.scores.Modality;
import io.firstlight.report.scores.Scores;
import io.firstlight.report.scores.TaskSet;
import io.firstlight.report.table.Strip;
import io.firstlight.report.table.Table;
import io.firstlight.report.table.Table.Cell;
import io.firstlight.report.table.Table.Column;
import io.firstlight.report.table.Table.Row;
import io.firstlight.study.result.StudyResults.Interval;
import io.firstlight.study.result.StudyResults.ItemCount;
import io.firstlight.study.result.StudyResults.RecipeResult;
import io.firstlight.study.result.StudyResults.TaskResult;
import io.firstlight.study.result.StudyResults.TaskScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Every task's score beside its floors.
 *
 * @param tasks what the tasks are and why they are stable or not
 * @param recipes a table a recipe, the one that did best first
 */
public record TaskTables(Table tasks, List<Table> recipes) {
    private static final Strip.Range SHARE = new Strip.Range(0, 1);

    static TaskTables of(Scores scores) {
        List<Table> recipes = scores.leadingFirst().stream()
                .filter(recipe -> !recipe.tasks().isEmpty())
                .map(recipe -> table(scores, recipe))
                .toList();
        List<Row> rows = ordered(scores).stream()
                .map(task -> new Row(
                        task.stable() ? "" : "unstable",
                        List.of(
                                Cell.of(task.name(), task.stable() ? "" : "unstable"),
                                Cell.of(task.modality()),
                                Cell.of(task.description()),
                                Cell.of(Numbers.percent(task.chance())),
                                Cell.of(
                                        task.stable() ? "stable" : "unstable",
                                        task.stability().reason()))))
                .toList();
        return new TaskTables(
                new Table(
                        "What the tasks ask, and whether they are stable",
                        "",
                        List.of(
                                Column.words("Task"),
                                Column.words("Modality"),
                                Column.words("What it asks"),
                                Column.numbers("Chance, %"),
                                Column.words("Stability")),
                        rows),
                recipes);
    }

    private static Table table(Scores scores, RecipeResult recipe) {
        List<TaskResult> tasks = ordered(scores).stream()
                .filter(task -> recipe.tasks().containsKey(task.name()))
                .toList();
        List<Floor> floors = Floor.among(tasks.stream()
                .map(task -> recipe.tasks().get(task.name()).floors().keySet())
                .toList());
        List<Column> columns = new ArrayList<>(List.of(
                Column.words("Task"),
                Column.numbers("Score, %"),
                Column.words("Against its floors, 0 to 100 %"),
                Column.numbers("Centred"),
                new Column(
                        "Probability of the right answer, %",
                        "Among the options, by the sum of log-probabilities of each, from the same forward pass",
                        true)));
        floors.forEach(floor -> columns.add(new Column(floor.title() + ", %", floor.explanation(), true)));
        List<Row> rows = tasks.stream()
                .map(task -> row(task, recipe.tasks().get(task.name()), floors))
                .toList();
        return new Table(
                "Scores by task: " + recipe.label(),
                scores.seedsInWords(recipe) + ", reported split, 95 % intervals.",
                columns,
                rows);
    }

    private static Row row(TaskResult task, TaskScore score, List<Floor> floors) {
        Interval mean = Intervals.orUnknown(score.score());
        Interval probability = Intervals.orUnknown(score.goldProbability());
        Interval centred = Intervals.orUnknown(score.centred());
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.of(task.name(), (task.stable() ? "" : "unstable · ") + items(score.count())));
        cells.add(Cell.of(Numbers.percent(mean.estimate()), Numbers.percentBounds(mean)));
        cells.add(Cell.of(SHARE.strip(task.chance(), mean, marks(score.floors()))));
        cells.add(Cell.of(Numbers.score(centred.estimate()), Numbers.scoreBounds(centred)));
        cells.add(Cell.of(Numbers.percent(probability.estimate()), Numbers.percentBounds(probability)));
        floors.forEach(floor -> cells.add(Cell.of(Numbers.percent(value(score.floors(), floor)))));
        return new Row(task.stable() ? "" : "unstable", cells);
    }

    /** How many items, and on how many images where some share one. */
    private static String items(ItemCount count) {
        return Numbers.count(count.items()) + " items"
                + (count.clusters() == count.items() ? "" : " on " + Numbers.count(count.clusters()) + " images");
    }

    private static List<Strip.Value> marks(Map<String, Double> floors) {
        return Floor.KNOWN.stream()
                .filter(floor -> !floor.equals(Floor.CHANCE))
                .map(floor -> new Strip.Value(floor.mark(), value(floors, floor)))
                .toList();
    }

    private static double value(Map<String, Double> floors, Floor floor) {
        Double value = floors.get(floor.key());
        return value == null ? Double.NaN : value;
    }

    private static List<TaskResult> ordered(Scores scores) {
        List<TaskResult> tasks = new ArrayList<>();
        for (Modality modality : Modality.values()) {
            tasks.addAll(scores.tasks(modality, TaskSet.ALL));
        }
        return tasks;
    }
}
