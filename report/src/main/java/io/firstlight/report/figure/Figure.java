package io.firstlight.report.figure;

import io.firstlight.report.table.Table;
import java.util.List;

/** One figure: its panels, the key of what they draw, and the same numbers as a table. */
public record Figure(String id, Words words, List<Panel> panels, List<KeyEntry> key, Table numbers) {
    public Figure {
        panels = List.copyOf(panels);
        key = List.copyOf(key);
    }

    public record Words(String title, String caption) {}

    /**
     * One panel of a figure.
     *
     * @param description text for screen readers
     * @param data what the script draws
     */
    public record Panel(String id, String title, String description, PanelData data) {}

    /** What the script draws, by type. */
    public sealed interface PanelData permits ScorePanel, CurvePanel {
        String type();
    }

    /**
     * How a curve or a mark is drawn.
     *
     * @param color index in the palette, 0 for the neutral color
     * @param symbol name of the symbol in ECharts, or "line"
     * @param dash solid, dashed or dotted
     */
    public record Look(int color, String symbol, String dash) {
        private static final int COLORS = 6;
        private static final List<String> SYMBOLS =
                List.of("circle", "rect", "triangle", "diamond", "roundRect", "arrow");
        private static final List<String> DASHES = List.of("solid", "dashed", "dotted");

        /** The look of the series at that place: color, shape and dash all change, so that none is needed alone. */
        public static Look series(int place) {
            return new Look(place % COLORS + 1, SYMBOLS.get(place % SYMBOLS.size()), DASHES.get(place % DASHES.size()));
        }

        /** The look of a curve at that place: solid until the colors are used up. */
        public static Look curve(int place) {
            return new Look(place % COLORS + 1, "line", DASHES.get(place / COLORS % DASHES.size()));
        }

        public static Look neutral() {
            return new Look(0, "line", "solid");
        }

        /** How many curves can be told apart. */
        public static int numCurves() {
            return COLORS * DASHES.size();
        }
    }

    public record KeyEntry(String name, Look look) {}
}
