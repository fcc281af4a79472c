package io.firstlight.cli.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table in plain text: columns as wide as their content, numbers flush right, at most {@link #WIDTH} columns in all.
 * What does not fit is wrapped within the last column, so nothing is ever cut.
 */
public final class TextTable {
    /** The width that every table of the command line keeps. */
    public static final int WIDTH = 100;

    private static final String GAP = "  ";
    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    /** @param header one title a column; columns of numbers are recognised by their content */
    public TextTable(String... header) {
        this.header = List.of(header);
    }

    /** @throws IllegalArgumentException if there are not as many cells as columns */
    public TextTable row(Object... cells) {
        if (cells.length != header.size()) {
            throw new IllegalArgumentException(
                    "a row of " + cells.length + " cells in a table of " + header.size() + " columns");
        }
        rows.add(Arrays.stream(cells).map(String::valueOf).toList());
        return this;
    }

    @Override
    public String toString() {
        int columns = header.size();
        int[] widths = new int[columns];
        boolean[] numeric = new boolean[columns];
        for (int column = 0; column < columns; column++) {
            int at = column;
            widths[column] =
                    rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0);
            widths[column] = Math.max(widths[column], header.get(column).length());
            numeric[column] = !rows.isEmpty()
                    && rows.stream().allMatch(row -> row.get(at).matches("[-−+]?[0-9.,]*([ ]?[kMGT%]B?)?|-?"));
        }
        int before = Arrays.stream(widths, 0, columns - 1).sum() + GAP.length() * (columns - 1);
        widths[columns - 1] = Math.min(widths[columns - 1], Math.max(12, WIDTH - before));
        StringBuilder text = new StringBuilder();
        if (header.stream().anyMatch(title -> !title.isEmpty())) {
            append(text, header, widths, numeric);
            append(text, Arrays.stream(widths).mapToObj("-"::repeat).toList(), widths, numeric);
        }
        rows.forEach(row -> append(text, row, widths, numeric));
        return text.toString();
    }

    private static void append(StringBuilder text, List<String> cells, int[] widths, boolean[] numeric) {
        int last = cells.size() - 1;
        List<String> wrapped = wrap(cells.get(last), widths[last]);
        for (int line = 0; line < wrapped.size(); line++) {
            StringBuilder row = new StringBuilder();
            for (int column = 0; column < last; column++) {
                String cell = line == 0 ? cells.get(column) : "";
                String padding = " ".repeat(widths[column] - cell.length());
                row.append(numeric[column] ? padding + cell : cell + padding).append(GAP);
            }
            String cell = wrapped.get(line);
            row.append(numeric[last] ? " ".repeat(widths[last] - cell.length()) + cell : cell);
            text.append(row.toString().stripTrailing()).append('\n');
        }
    }

    /** Lines of at most {@code width} characters, broken at spaces where there are any. */
    public static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            int end = space > 0 ? space : width;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).stripLeading();
        }
        lines.add(rest);
        return lines;
    }
}
