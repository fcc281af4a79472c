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
import io.firstlight.study.result.StudyResults.RecipeResult;
import io.firstlight.study.result.StudyResults.SeedResult;
import io.firstlight.study.result.StudyResults.TextLossLevels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** All recipes at a glance: a table a modality, best first, with intervals, single seeds and floors. */
final class RecipeTables {
    private RecipeTables() {}

    static List<Table> of(Scores scores) {
        List<Table> tables = new ArrayList<>();
        for (Modality modality : Modality.values()) {
            if (!scores.tasks(modality, TaskSet.ALL).isEmpty()
                    && !scores.results().recipes().isEmpty()) {
                tables.add(table(scores, modality));
            }
        }
        return tables;
    }

    private static Table table(Scores scores, Modality modality) {
        List<RecipeResult> recipes = scores.results().recipes().stream()
                .sorted(Comparator.comparingDouble(
                                (RecipeResult recipe) -> rank(scores.mean(recipe, modality, TaskSet.ALL)))
                        .reversed())
                .toList();
        List<Floor> floors = Floor.KNOWN.stream()
                .filter(floor -> !floor.equals(Floor.CHANCE)
                        && recipes.stream()
                                .anyMatch(recipe ->
                                        Double.isFinite(scores.meanFloor(recipe, modality, TaskSet.ALL, floor))))
                .toList();
        List<Column> columns = new ArrayList<>(List.of(
                Column.words("Recipe"),
                Column.numbers("All tasks"),
                Column.words("Interval and seeds, all tasks"),
                Column.numbers("Stable tasks"),
                new Column(
                        "Probability of the right answer",
                        "Among the options, mean over all tasks, centred: 0 is chance, 1 is certainty",
                        true)));
        floors.forEach(floor -> columns.add(new Column(floor.title(), floor.explanation(), true)));
        boolean losses =
                modality == Modality.TEXT && recipes.stream().anyMatch(recipe -> Double.isFinite(textLoss(recipe)));
        if (losses) {
            columns.add(new Column(
                    "Held-out text loss, nats per token" + levels(scores),
                    "Of the fine-tuned model on held-out documents, mean over seeds: less is better. Uniform: every "
                            + "token equally likely. Trunk: at the branch point, on its own training text",
                    true));
        }
        List<Row> rows = recipes.stream()
                .map(recipe -> {
                    List<Cell> cells = new ArrayList<>(List.of(
                            Cell.of(recipe.label(), standing(scores, recipe)),
                            cell(scores.mean(recipe, modality, TaskSet.ALL)),
                            Cell.of(strip(scores, recipe, modality, TaskSet.ALL)),
                            cell(scores.mean(recipe, modality, TaskSet.STABLE)),
                            cell(scores.probability(recipe, modality))));
                    floors.forEach(floor ->
                            cells.add(Cell.of(Numbers.score(scores.meanFloor(recipe, modality, TaskSet.ALL, floor)))));
                    if (losses) {
                        cells.add(Cell.of(Numbers.fixed(textLoss(recipe), 3)));
                    }
                    return new Row(tone(scores, recipe), cells);
                })
                .toList();
        return new Table(
                modality.title() + " scores of all recipes, best first",
                "Mean centred scores: 0 is chance, 1 is perfect; in brackets the 95 % interval of each alone, which is "
                        + "no test of differences. Floors are means over all tasks."
                        + (scores.tasks(modality, TaskSet.STABLE).isEmpty()
                                ? " No " + modality.serializedName() + " task is stable in this study."
                                : ""),
                columns,
                rows);
    }

    /** Where no mean is known, last. */
    private static double rank(Interval mean) {
        return Intervals.isKnown(mean) ? mean.estimate() : Double.NEGATIVE_INFINITY;
    }

    /** The scale on which all recipes' scores of a modality stand. */
    static Strip.Range scale(Scores scores, Modality modality) {
        return Strip.Range.around(scores.results().recipes().stream()
                .map(recipe -> scores.mean(recipe, modality, TaskSet.ALL))
                .toList());
    }

    /** What the losses are to be read against. */
    private static String levels(Scores scores) {
        TextLossLevels levels = scores.results().account().scale().textLoss();
        List<String> known = new ArrayList<>();
        if (Double.isFinite(levels.uniform())) {
            known.add("uniform " + Numbers.fixed(levels.uniform(), 2));
        }
        if (Double.isFinite(levels.trunk())) {
            known.add("trunk " + Numbers.fixed(levels.trunk(), 2));
        }
        return known.isEmpty() ? "" : " (" + String.join(", ", known) + ")";
    }

    private static double textLoss(RecipeResult recipe) {
        return recipe.seeds().stream()
                .mapToDouble(SeedResult::textLoss)
                .average()
                .orElse(Double.NaN);
    }

    private static Strip strip(Scores scores, RecipeResult recipe, Modality modality, TaskSet set) {
        List<Strip.Value> marks = new ArrayList<>();
        for (SeedResult seed : recipe.seeds()) {
            marks.add(new Strip.Value("seed", scores.seedMean(seed, modality, set)));
        }
        marks.add(new Strip.Value("withheld", scores.meanFloor(recipe, modality, set, Floor.WITHHELD)));
        marks.add(new Strip.Value("notext", scores.meanFloor(recipe, modality, set, Floor.NO_TEXT)));
        return scale(scores, modality).strip(0, scores.mean(recipe, modality, set), marks);
    }

    private static String tone(Scores scores, RecipeResult recipe) {
        return scores.isRecommended(recipe) ? "chosen" : isRival(scores, recipe) ? "rival" : "";
    }

    private static String standing(Scores scores, RecipeResult recipe) {
        String standing = scores.isRecommended(recipe)
                ? "recommended"
                : isRival(scores, recipe) ? "cannot be told apart from it" : "";
        return (standing.isEmpty() ? "" : standing + " · ") + scores.seedsInWords(recipe);
    }

    private static boolean isRival(Scores scores, RecipeResult recipe) {
        return scores.results().findings().recommendation().indistinguishable().contains(recipe.id());
    }

    private static Cell cell(Interval interval) {
        return Cell.of(Numbers.score(interval.estimate()), Numbers.scoreBounds(interval));
    }
}
