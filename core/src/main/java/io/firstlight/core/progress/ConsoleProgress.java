package io.firstlight.core.progress;

import java.io.PrintStream;
import java.util.Map;

/**
 * Picks how progress is shown: bars on a terminal, else lines that read well in a log file. Always on standard error.
 */
public final class ConsoleProgress {
    /**
     * System property with the terminal's width in columns; absent when standard error is no terminal. The launcher
     * sets it.
     */
    public static final String TERMINAL_COLUMNS = "firstlight.terminalColumns";

    private static final int LEAST_COLUMNS = 40;

    private ConsoleProgress() {}

    /** Progress of this process, whose results go to standard output. */
    public static Progress ofProcess() {
        return of(System.err, System.getProperty(TERMINAL_COLUMNS, ""), System.getenv());
    }

    /**
     * The progress display that suits the output: a changing line on a terminal, plain lines elsewhere.
     *
     * @param columns width of the terminal, or empty if {@code out} is not a terminal
     * @param environment environment variables, of which NO_COLOR and TERM=dumb count
     */
    static Progress of(PrintStream out, String columns, Map<String, String> environment) {
        int width = columns.matches("[0-9]{1,5}") ? Integer.parseInt(columns) : 0;
        if (width < LEAST_COLUMNS || "dumb".equals(environment.get("TERM"))) {
            return new LineProgress(out, System::nanoTime);
        }
        // One column less than there is, since many terminals wrap a line that fills the last one.
        boolean colored = environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new BarProgress(new TerminalLines(out), new BarLine(width - 1, colored));
    }
}
