package io.firstlight.cli.command;

import io.firstlight.core.json.Json;
import java.io.PrintWriter;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** {@code --json}, of every command that prints a table. */
final class JsonOption {
    @Option(
            names = "--json",
            description = "Print the result as JSON on standard output. Progress stays on standard error.")
    private boolean json;

    /** Prints {@code value} as JSON or {@code text} for people. */
    void print(PrintWriter out, Object value, Supplier<String> text) {
        String printed = json ? Json.pretty(value) : text.get();
        out.print(printed.endsWith("\n") ? printed : printed + "\n");
        out.flush();
    }
}
