package io.firstlight.report.table;

import java.util.List;

/**
 * A table of the page. The first cell of a row is its heading.
 *
 * @param note a line under the caption, or empty
 */
public record Table(String caption, String note, List<Column> columns, List<Row> rows) {
    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (Row row : rows) {
            if (row.cells().size() != columns.size()) {
                throw new IllegalArgumentException("table '" + caption + "' has " + columns.size()
                        + " columns, but a row of " + row.cells().size() + " cells");
            }
        }
    }

    /**
     * One column.
     *
     * @param explanation explanation of the content, or empty
     * @param numeric whether the column is right-aligned
     */
    public record Column(String heading, String explanation, boolean numeric) {
        public static Column words(String heading) {
            return new Column(heading, "", false);
        }

        public static Column numbers(String heading) {
            return new Column(heading, "", true);
        }
    }

    /**
     * One row.
     *
     * @param tone how the row is marked, or "": "chosen", "rival", "unstable", "total"
     */
    public record Row(String tone, List<Cell> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /**
     * One cell.
     *
     * @param detail smaller text under the first, or empty
     * @param strip the image of an interval, or {@link Strip#NONE}
     */
    public record Cell(String text, String detail, Strip strip) {
        public static Cell of(String text) {
            return new Cell(text, "", Strip.NONE);
        }

        public static Cell of(String text, String detail) {
            return new Cell(text, detail, Strip.NONE);
        }

        public static Cell of(Strip strip) {
            return new Cell("", "", strip);
        }
    }
}
