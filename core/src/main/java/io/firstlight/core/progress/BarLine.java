package io.firstlight.core.progress;

import io.firstlight.core.text.Quantities;
import java.util.Optional;

/**
 * One task in one line of a terminal, at most so wide: label, percentage, bar, amount, rate, time left, detail. When
 * there is no room, the bar goes first and then the line's end is cut.
 */
record BarLine(int columns, boolean colored) {
    private static final int WIDEST_BAR = 24;
    private static final int NARROWEST_BAR = 6;
    private static final String YELLOW = "\033[33m";
    private static final String PLAIN = "\033[0m";

    String of(String label, String unit, Pace pace, String detail) {
        String before = cut(label, columns / 2) + "  "
                + pace.percent()
                        .map(percent -> String.format("%3d %%", percent))
                        .orElse("");
        StringBuilder after = new StringBuilder(" ").append(Quantities.amount(pace.done()));
        if (pace.total() > 0) {
            after.append('/').append(Quantities.amount(pace.total()));
        }
        after.append(' ').append(unit);
        if (pace.perSecond() > 0) {
            after.append("  ").append(Quantities.amount(pace.perSecond())).append("/s");
        }
        pace.remaining()
                .ifPresent(left ->
                        after.append("  ").append(Quantities.duration(left)).append(" left"));
        if (!detail.isEmpty()) {
            after.append("  ").append(detail);
        }
        int room = Math.min(WIDEST_BAR, columns - before.length() - after.length() - 1);
        if (room < NARROWEST_BAR || pace.total() <= 0) {
            return cut(before + after, columns);
        }
        return before + ' ' + bar(pace.percent(), room) + after;
    }

    private String bar(Optional<Integer> percent, int width) {
        int full = width * percent.orElse(0) / 100;
        String bar = "━".repeat(full);
        String rest = "─".repeat(width - full);
        return colored ? YELLOW + bar + PLAIN + rest : bar + rest;
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }
}
