package io.firstlight.report.terminal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A table of plain text. The first column takes the width that the others leave and wraps; the others are as wide as
 * their longest cell and flush right. Before each row is room for a mark of one letter.
 */
final class TextGrid {
    private static final String GAP = "  ";
    private static final int MARK = 2;
    private static final int LEAST_FIRST = 14;

    private final int width;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<Style> styles = new ArrayList<>();
    private final List<String> marks = new ArrayList<>();

    /** @param width columns of the terminal */
    TextGrid(int width) {
        this.width = width;
    }

    void row(Style style, List<String> cells) {
        row(style, "", cells);
    }

    /** @param mark one letter before the row, or empty */
    void row(Style style, String mark, List<String> cells) {
        if (!rows.isEmpty() && rows.get(0).size() != cells.size()) {
            throw new IllegalArgumentException("a row of " + cells.size() + " cells in a table of "
                    + rows.get(0).size());
        }
        rows.add(cells.stream().map(Words::printable).toList());
        styles.add(style);
        marks.add(mark);
    }

    List<String> lines(boolean color) {
        int[] widths = widths();
        List<String> lines = new ArrayList<>();
        for (int r = 0; r < rows.size(); r++) {
            List<String> first = Words.wrap(rows.get(r).get(0), widths[0]);
            for (int line = 0; line < first.size(); line++) {
                StringBuilder text = new StringBuilder(Words.padRight(line == 0 ? marks.get(r) : "", MARK));
                text.append(Words.padRight(first.get(line), widths[0]));
                for (int c = 1; c < widths.length; c++) {
                    text.append(GAP)
                            .append(Words.padLeft(line == 0 ? rows.get(r).get(c) : "", widths[c]));
                }
                lines.add(styles.get(r).on(text.toString().stripTrailing(), color));
            }
        }
        return lines;
    }

    private int[] widths() {
        int[] widths = new int[rows.isEmpty() ? 0 : rows.get(0).size()];
        int rest = width - MARK;
        for (int c = 1; c < widths.length; c++) {
            int column = c;
            widths[c] = Collections.max(
                    rows.stream().map(row -> Words.length(row.get(column))).toList());
            rest -= widths[c] + GAP.length();
        }
        if (widths.length > 0) {
            int longest = Collections.max(
                    rows.stream().map(row -> Words.length(row.get(0))).toList());
            widths[0] = Math.max(LEAST_FIRST, Math.min(rest, longest));
        }
        return widths;
    }
}
