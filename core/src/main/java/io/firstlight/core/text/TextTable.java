package io.firstlight.core.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A table of plain text. One column, the first or the last, takes the width that the others leave and wraps, so nothing
 * is ever cut; the others are as wide as their longest cell. Control characters in cells are shown as question marks.
 */
public final class TextTable {
    /** The width that every table of the command line keeps. */
    public static final int WIDTH = 100;

    private static final String GAP = "  ";
    private static final int LEAST_WRAPPED = 14;
    private static final String NUMBER = "[-−+]?[0-9.,]*( ?[kMGTPE%]?B?)?|-?";
    private final Layout layout;
    private final List<String> titles;
    private final List<Line> lines = new ArrayList<>();

    /**
     * How a table is laid out.
     *
     * @param width columns of the terminal
     * @param wrapsFirst whether the first column wraps, and all others stand flush right; else the last one wraps
     * @param markWidth columns before each row for its mark, 0 for none
     */
    private record Layout(int width, boolean wrapsFirst, int markWidth) {}

    /** One row. */
    private record Line(UnaryOperator<String> style, String mark, List<String> cells) {}

    private TextTable(Layout layout, List<String> titles) {
        this.layout = layout;
        this.titles = titles;
    }

    /**
     * A table of {@link #WIDTH} columns with a rule under its titles. The last column wraps; columns of numbers, which
     * are recognised by their content, stand flush right.
     *
     * @param titles one per column; no line of titles where all are empty
     */
    public static TextTable titled(String... titles) {
        return new TextTable(new Layout(WIDTH, false, 0), List.of(titles));
    }

    /** As {@link #titled}, but the first column wraps and all others stand flush right. */
    public static TextTable labelled(String... titles) {
        return new TextTable(new Layout(WIDTH, true, 0), List.of(titles));
    }

    /**
     * A table without a line of titles, whose first column wraps; before each row is room for a mark of one letter.
     *
     * @param width columns of the terminal
     */
    public static TextTable marked(int width) {
        return new TextTable(new Layout(width, true, 2), List.of());
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException if there are not as many cells as columns
     */
    public TextTable row(Object... cells) {
        return row(
                UnaryOperator.identity(),
                "",
                Arrays.stream(cells).map(String::valueOf).toList());
    }

    /**
     * Adds a row.
     *
     * @param style applied to each whole line of the row; may add what takes no room, such as colors
     * @param mark one letter before the row, or empty
     */
    public TextTable row(UnaryOperator<String> style, String mark, List<String> cells) {
        int columns = !titles.isEmpty() ? titles.size() : lines.isEmpty() ? cells.size() : numColumns();
        if (cells.size() != columns) {
            throw new IllegalArgumentException(
                    "a row of " + cells.size() + " cells in a table of " + columns + " columns");
        }
        lines.add(new Line(
                style, mark, cells.stream().map(TerminalText::printable).toList()));
        return this;
    }

    /** The lines of the table, none wider than its terminal unless the columns that do not wrap are. */
    public List<String> lines() {
        List<String> text = new ArrayList<>();
        if (titles.isEmpty() && lines.isEmpty()) {
            return text;
        }
        int[] widths = widths();
        boolean[] right = flushRight();
        if (titles.stream().anyMatch(title -> !title.isEmpty())) {
            append(text, new Line(UnaryOperator.identity(), "", titles), widths, right);
            List<String> rule = Arrays.stream(widths).mapToObj("─"::repeat).toList();
            append(text, new Line(UnaryOperator.identity(), "", rule), widths, right);
        }
        lines.forEach(line -> append(text, line, widths, right));
        return text;
    }

    /** The lines, each with a line feed. */
    @Override
    public String toString() {
        return String.join("", lines().stream().map(line -> line + "\n").toList());
    }

    private void append(List<String> text, Line line, int[] widths, boolean[] right) {
        int wrapping = wrapping();
        List<String> wrapped = TerminalText.wrap(line.cells().get(wrapping), widths[wrapping]);
        for (int i = 0; i < wrapped.size(); i++) {
            StringBuilder row = new StringBuilder(TerminalText.padRight(i == 0 ? line.mark() : "", layout.markWidth()));
            for (int column = 0; column < widths.length; column++) {
                String cell = column == wrapping
                        ? wrapped.get(i)
                        : i == 0 ? line.cells().get(column) : "";
                row.append(column == 0 ? "" : GAP)
                        .append(
                                right[column]
                                        ? TerminalText.padLeft(cell, widths[column])
                                        : TerminalText.padRight(cell, widths[column]));
            }
            text.add(line.style().apply(row.toString().stripTrailing()));
        }
    }

    private int[] widths() {
        int[] widths = new int[numColumns()];
        int left = layout.width() - layout.markWidth() - GAP.length() * (widths.length - 1);
        for (int column = 0; column < widths.length; column++) {
            int at = column;
            widths[column] = Math.max(
                    titles.isEmpty() ? 0 : TerminalText.width(titles.get(column)),
                    lines.stream()
                            .mapToInt(line -> TerminalText.width(line.cells().get(at)))
                            .max()
                            .orElse(0));
            left -= column == wrapping() ? 0 : widths[column];
        }
        widths[wrapping()] = Math.min(widths[wrapping()], Math.max(LEAST_WRAPPED, left));
        return widths;
    }

    private boolean[] flushRight() {
        boolean[] right = new boolean[numColumns()];
        for (int column = 0; column < right.length; column++) {
            int at = column;
            right[column] = layout.wrapsFirst()
                    ? column > 0
                    : !lines.isEmpty()
                            && lines.stream()
                                    .allMatch(line -> line.cells().get(at).matches(NUMBER));
        }
        return right;
    }

    private int numColumns() {
        return titles.isEmpty() ? lines.get(0).cells().size() : titles.size();
    }

    private int wrapping() {
        return layout.wrapsFirst() ? 0 : numColumns() - 1;
    }
}
