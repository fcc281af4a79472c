package io.firstlight.core.progress;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last lines of a terminal, one for each running task, redrawn in place under the lines that are printed above
 * them.
 */
final class TerminalLines {
    private static final String CLEAR_TO_END = "\033[J";
    private final PrintStream out;
    private final Map<Object, String> lines = new LinkedHashMap<>();
    private int drawn;

    TerminalLines(PrintStream out) {
        this.out = out;
    }

    /** Sets the line of {@code owner}, adding it below the others the first time. */
    synchronized void show(Object owner, String line) {
        lines.put(owner, line);
        draw("");
    }

    /** Takes away the line of {@code owner} and leaves {@code ending} above the others for good. */
    synchronized void end(Object owner, String ending) {
        lines.remove(owner);
        draw(ending + "\n");
    }

    /** Takes away the line of {@code owner} and leaves nothing. */
    synchronized void forget(Object owner) {
        lines.remove(owner);
        draw("");
    }

    synchronized void print(String line) {
        draw(line + "\n");
    }

    private void draw(String above) {
        StringBuilder text = new StringBuilder();
        if (drawn > 0) {
            // Up, to the start of the first of them.
            text.append(String.format("\033[%dF", drawn));
        }
        text.append(CLEAR_TO_END).append(above);
        lines.values().forEach(line -> text.append(line).append('\n'));
        drawn = lines.size();
        out.print(text);
        out.flush();
    }
}
