package io.firstlight.report.figure;

import io.firstlight.report.figure.Figure.Look;
import java.util.List;

/**
 * Values against tokens seen.
 *
 * @param fromZero true starts the vertical axis at zero
 */
public record CurvePanel(String type, boolean fromZero, List<Series> series) implements Figure.PanelData {
    public CurvePanel {
        series = List.copyOf(series);
    }

    /**
     * One curve of the panel.
     *
     * @param thin whether the curve is a further seed of one that is already shown
     * @param points pairs of tokens and value
     */
    public record Series(String name, Look look, boolean thin, List<double[]> points) {}
}
