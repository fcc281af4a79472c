package io.firstlight.core.text;

import java.util.ArrayList;
import java.util.List;

/** Text for a terminal: what can be printed, how wide it is, where it breaks. Widths are in code points. */
public final class TerminalText {
    private TerminalText() {}

    /** The text without control characters, which could move the cursor or change colors, and with plain dashes. */
    public static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        text.replace('−', '-')
                .replace('–', '-')
                .replace('\u00a0', ' ')
                .codePoints()
                .forEach(point -> {
                    boolean hidden = Character.isISOControl(point) || Character.getType(point) == Character.FORMAT;
                    printable.appendCodePoint(!hidden ? point : Character.isWhitespace(point) ? ' ' : '?');
                });
        return printable.toString();
    }

    /** In columns of a terminal, for text without wide characters. */
    public static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    static String padRight(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    static String padLeft(String text, int width) {
        return " ".repeat(Math.max(0, width - width(text))) + text;
    }

    /** Lines of at most {@code width} columns; a word longer than a line is cut. At least one line. */
    public static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            String rest = word;
            while (width(rest) > width) {
                if (line.length() > 0) {
                    lines.add(line.toString());
                    line.setLength(0);
                }
                int cut = rest.offsetByCodePoints(0, width);
                lines.add(rest.substring(0, cut));
                rest = rest.substring(cut);
            }
            if (line.length() > 0 && width(line.toString()) + 1 + width(rest) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(rest);
        }
        if (line.length() > 0 || lines.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }
}
