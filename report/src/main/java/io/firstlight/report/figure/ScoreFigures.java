package io.firstlight.report.figure;

import io.firstlight.report.figure.Figure.KeyEntry;
import io.firstlight.report.figure.Figure.Look;
import io.firstlight.report.figure.Figure.Panel;
import io.firstlight.report.figure.ScorePanel.Point;
import io.firstlight.report.figure.ScorePanel.SeedValue;
import io.firstlight.report.figure.ScorePanel.Series;
import io.firstlight.report.figure.ScorePanel.Value;
import io.firstlight.report.figure.ScorePanel.XAxis;
import io.firstlight.report.format.Intervals;
import io.firstlight.report.format.Numbers;
import io.firstlight.report.scores.Floor;
import io.firstlight.report.scores.Modality;
import io.firstlight.report.scores.Scores;
import io.firstlight.report.scores.TaskSet;
import io.firstlight.report.table.Table;
import io.firstlight.report.table.Table.Cell;
import io.firstlight.report.table.Table.Column;
import io.firstlight.report.table.Table.Row;
import io.firstlight.study.axis.AxisKey;
import io.firstlight.study.result.StudyResults.Interval;
import io.firstlight.study.result.StudyResults.RecipeResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The figures of the paper: vision and text score against each axis that the study varied. */
public final class ScoreFigures {
    private final Scores scores;

    public ScoreFigures(Scores scores) {
        this.scores = scores;
    }

    /** One figure an axis with at least two values; the paper's axes first. */
    public List<Figure> figures() {
        if (scores.results().tasks().isEmpty()) {
            // The data is not prepared yet: there is nothing to draw.
            return List.of();
        }
        Set<String> keys = new LinkedHashSet<>();
        Axis.KNOWN.forEach(axis -> keys.add(axis.key()));
        scores.results().recipes().forEach(recipe -> keys.addAll(recipe.axes().keySet()));
        List<Figure> figures = new ArrayList<>();
        for (String key : keys) {
            Axis axis = Axis.named(key);
            AxisGroups groups = new AxisGroups(axis, scores.results().recipes());
            if (!groups.isEmpty()) {
                figures.add(figure(axis, groups));
            }
        }
        return figures;
    }

    /** The titles of the paper's axes that this study has at one value only. */
    public List<String> axesNotVaried() {
        return Axis.KNOWN.stream()
                .filter(axis -> new AxisGroups(axis, scores.results().recipes()).isEmpty())
                .map(Axis::title)
                .toList();
    }

    private Figure figure(Axis axis, AxisGroups groups) {
        List<KeyEntry> key = new ArrayList<>();
        groups.lines().keySet().forEach(name -> key.add(new KeyEntry(name, Look.series(key.size()))));
        List<Panel> panels = new ArrayList<>();
        for (Modality modality : Modality.values()) {
            if (!scores.tasks(modality, TaskSet.ALL).isEmpty()) {
                panels.add(panel(axis, groups, modality));
            }
        }
        String title = axis.question();
        String caption = axis.title();
        return new Figure("figure-" + axis.key(), new Figure.Words(title, caption), panels, key, numbers(axis, groups));
    }

    private Panel panel(Axis axis, AxisGroups groups, Modality modality) {
        List<String> values = groups.values();
        XAxis x = isOfPercent(axis, values)
                ? XAxis.ofPercent(axis.title())
                : XAxis.ofValues(axis.title(), values.stream().map(axis::write).toList());
        List<Series> series = new ArrayList<>();
        groups.lines().forEach((name, members) -> {
            Look look = Look.series(series.size());
            series.add(new Series(
                    name,
                    look,
                    members.stream()
                            .map(recipe -> point(axis, groups, recipe, modality))
                            .toList()));
        });
        String title = modality.title() + " score";
        return new Panel(
                "chart-" + axis.key() + "-" + modality.serializedName(),
                title,
                title + " against " + axis.title().toLowerCase(Locale.ROOT)
                        + ", with 95 percent intervals and single seeds; the numbers are in the table below the "
                        + "figure.",
                new ScorePanel("scores", x, axis.scale() != AxisKey.Scale.NAME, series));
    }

    /** Percentages stand at their place; other values side by side, so that 5, 10 and 20 % can be read. */
    private static boolean isOfPercent(Axis axis, List<String> values) {
        return axis.scale() == AxisKey.Scale.PERCENT
                && values.stream().allMatch(value -> Axis.number(value).isPresent());
    }

    private Point point(Axis axis, AxisGroups groups, RecipeResult recipe, Modality modality) {
        String value = groups.value(recipe);
        double place = isOfPercent(axis, groups.values())
                ? Axis.number(value).getAsDouble()
                : groups.values().indexOf(value);
        Map<String, Value> values = new LinkedHashMap<>();
        for (TaskSet set : TaskSet.values()) {
            values.put(set.key(), value(recipe, modality, set));
        }
        return new Point(place, axis.write(value), recipe.label(), values);
    }

    private Value value(RecipeResult recipe, Modality modality, TaskSet set) {
        Interval mean = scores.mean(recipe, modality, set);
        boolean bounds = Intervals.hasBounds(mean);
        List<SeedValue> seeds = recipe.seeds().stream()
                .map(seed -> new SeedValue(seed.seed(), known(scores.seedMean(seed, modality, set))))
                .toList();
        return new Value(
                known(mean.estimate()),
                bounds ? (Double) mean.low() : null,
                bounds ? (Double) mean.high() : null,
                known(scores.meanFloor(recipe, modality, set, Floor.WITHHELD)),
                seeds);
    }

    private static Double known(double value) {
        return Double.isFinite(value) ? Math.round(value * 1e4) / 1e4 : null;
    }

    private Table numbers(Axis axis, AxisGroups groups) {
        List<Column> columns = List.of(
                Column.words("Recipe"),
                Column.words(axis.title()),
                Column.numbers("Vision, all"),
                Column.numbers("Vision, stable"),
                Column.numbers("Image withheld, all"),
                Column.numbers("Text, all"),
                Column.numbers("Text, stable"),
                Column.words("Vision, all, by seed"),
                Column.words("Text, all, by seed"));
        Set<RecipeResult> members = new LinkedHashSet<>();
        groups.lines().values().forEach(members::addAll);
        List<Row> rows = members.stream()
                .map(recipe -> new Row(
                        scores.isRecommended(recipe) ? "chosen" : "",
                        List.of(
                                Cell.of(recipe.label()),
                                Cell.of(axis.write(groups.value(recipe))),
                                cell(recipe, Modality.VISION, TaskSet.ALL),
                                cell(recipe, Modality.VISION, TaskSet.STABLE),
                                Cell.of(Numbers.score(
                                        scores.meanFloor(recipe, Modality.VISION, TaskSet.ALL, Floor.WITHHELD))),
                                cell(recipe, Modality.TEXT, TaskSet.ALL),
                                cell(recipe, Modality.TEXT, TaskSet.STABLE),
                                seeds(recipe, Modality.VISION),
                                seeds(recipe, Modality.TEXT))))
                .toList();
        return new Table(
                "The numbers behind this figure", "Mean centred scores with their 95 % intervals.", columns, rows);
    }

    private Cell cell(RecipeResult recipe, Modality modality, TaskSet set) {
        Interval mean = scores.mean(recipe, modality, set);
        return Cell.of(Numbers.score(mean.estimate()), Numbers.scoreBounds(mean));
    }

    private Cell seeds(RecipeResult recipe, Modality modality) {
        return Cell.of(String.join(
                " · ",
                recipe.seeds().stream()
                        .map(seed -> Numbers.score(scores.seedMean(seed, modality, TaskSet.ALL)))
                        .toList()));
    }
}
