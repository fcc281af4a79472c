package io.firstlight.report.figure;

import io.firstlight.report.figure.Figure.Look;
import java.util.List;
import java.util.Map;

/** Scores against one axis. @param join true draws a line through a series' points: the axis is a quantity */
public record ScorePanel(String type, XAxis axis, boolean join, List<Series> series) implements Figure.PanelData {
    public ScorePanel {
        series = List.copyOf(series);
    }

    /** @param names what stands under each position; positions without a name have no label */
    public record XAxis(String title, double from, double to, double step, Map<String, String> names) {}

    public record Series(String name, Look look, List<Point> points) {}

    /** @param values by task set ("stable", "all") */
    public record Point(double x, String label, String recipe, Map<String, Value> values) {}

    /** A mean centred score; null where a number is not known. @param floor the same with the image withheld */
    public record Value(Double y, Double low, Double high, Double floor, List<SeedValue> seeds) {}

    public record SeedValue(long seed, Double y) {}
}
