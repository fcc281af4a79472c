package io.firstlight.report.figure;

import io.firstlight.report.figure.Figure.Look;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scores against one axis.
 *
 * @param join true draws a line through a series' points: the axis is a quantity
 */
public record ScorePanel(String type, XAxis axis, boolean join, List<Series> series) implements Figure.PanelData {
    public ScorePanel {
        series = List.copyOf(series);
    }

    /**
     * The horizontal axis.
     *
     * @param step distance between ticks; the library counts ticks from {@code from}, so every named position must be
     *     hit
     * @param names label of each position; positions without a name have no label
     */
    public record XAxis(String title, double from, double to, double step, Map<String, String> names) {
        /** From 0 to 100, each percentage at its own place. */
        static XAxis ofPercent(String title) {
            Map<String, String> names = new LinkedHashMap<>();
            for (int percent = 0; percent <= 100; percent += 20) {
                names.put(Integer.toString(percent), percent + "\u00a0%");
            }
            return new XAxis(title, -10, 110, 10, names);
        }

        /** One place a value, side by side. */
        static XAxis ofValues(String title, List<String> values) {
            Map<String, String> names = new LinkedHashMap<>();
            values.forEach(value -> names.put(Integer.toString(names.size()), value));
            return new XAxis(title, -0.5, values.size() - 0.5, 0.5, names);
        }
    }

    public record Series(String name, Look look, List<Point> points) {}

    /**
     * One recipe's scores at a position on the axis.
     *
     * @param values scores by task set ("stable", "all")
     */
    public record Point(double x, String label, String recipe, Map<String, Value> values) {}

    /**
     * A mean centred score; null where a number is not known.
     *
     * @param floor the same with the image withheld
     */
    public record Value(Double y, Double low, Double high, Double floor, List<SeedValue> seeds) {}

    public record SeedValue(long seed, Double y) {}
}
