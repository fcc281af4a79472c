package io.firstlight.report.view;

import io.firstlight.report.figure.Axis;
import io.firstlight.report.format.Intervals;
import io.firstlight.report.format.Numbers;
import io.firstlight.report.scores.Scores;
import io.firstlight.report.table.Strip;
import io.firstlight.report.table.Table;
import io.firstlight.report.table.Table.Cell;
import io.firstlight.report.table.Table.Column;
import io.firstlight.report.table.Table.Row;
import io.firstlight.study.result.StudyResults.Effect;
import io.firstlight.study.result.StudyResults.Interval;
import java.util.List;

/** What each axis changed, paired over items and seeds, whether or not it can be told from nothing. */
final class EffectTable {
    private static final DifferenceReading READING = new DifferenceReading("higher", "lower", "not shown");

    private EffectTable() {}

    static Table of(Scores scores) {
        List<Effect> effects = scores.results().findings().effects();
        Strip.Range scale = Strip.Range.around(effects.stream()
                .map(Effect::difference)
                .map(Intervals::orUnknown)
                .toList());
        List<Row> rows =
                effects.stream().map(effect -> row(scores, effect, scale)).toList();
        return new Table(
                "What each axis changed",
                "Differences of mean centred scores over all tasks, paired over items and seeds. Intervals and p "
                        + "values hold for all effects of the table together. An interval that spans zero shows no "
                        + "effect; it does not show that there is none. The last column is what Keh et al. (arXiv "
                        + "2503.07603) say of models of 1B parameters.",
                List.of(
                        Column.words("Axis"),
                        Column.words("From"),
                        Column.words("To"),
                        Column.words("Score"),
                        Column.numbers("Difference"),
                        Column.words("Interval around zero"),
                        Column.numbers("p, corrected"),
                        Column.words("Reading"),
                        Column.words("The paper says")),
                rows);
    }

    private static Row row(Scores scores, Effect effect, Strip.Range scale) {
        Axis axis = Axis.named(effect.axis());
        Interval difference = Intervals.orUnknown(effect.difference());
        return new Row(
                "",
                List.of(
                        Cell.of(axis.title()),
                        Cell.of(value(scores, axis, effect.baseline())),
                        Cell.of(value(scores, axis, effect.compared())),
                        Cell.of(aggregate(effect.aggregate())),
                        Cell.of(Numbers.difference(difference.estimate()), Numbers.differenceBounds(difference)),
                        Cell.of(scale.strip(0, difference, List.of())),
                        Cell.of(Numbers.pValue(effect.pValue())),
                        Cell.of(READING.of(difference, effect.pValue())),
                        Cell.of(effect.claim().isEmpty() ? Numbers.UNKNOWN : effect.claim())));
    }

    private static String value(Scores scores, Axis axis, String value) {
        return scores.recipe(value).map(recipe -> recipe.label()).orElseGet(() -> axis.write(value));
    }

    private static String aggregate(String name) {
        return switch (name) {
            case "visionStable" -> "vision, stable";
            case "textStable" -> "text, stable";
            case "visionAll" -> "vision, all";
            case "textAll" -> "text, all";
            default -> name;
        };
    }
}
