package io.firstlight.cli.failure;

import io.firstlight.core.text.Quantities;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.util.Locale;
import java.util.Optional;

/** What the machine or the user's limits refuse, wherever in a command it is met, with a way out. */
final class MachineLimits {
    private MachineLimits() {}

    /** What to tell the user about a fault that is none of Firstlight's; empty for all others. */
    static Optional<String> explain(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            Optional<String> words = explainOne(cause);
            if (words.isPresent()) {
                return words;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> explainOne(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        String lower = message.toLowerCase(Locale.ROOT);
        if (cause instanceof OutOfMemoryError) {
            return Optional.of(
                    lower.contains("thread")
                            ? "the system gives this process no more threads (" + message
                                    + "); raise the limit of the user or container, or use fewer with --workers and"
                                    + " --threads"
                            : "the Java heap of "
                                    + Quantities.bytes(Runtime.getRuntime().maxMemory())
                                    + " is full; give it more memory with FIRSTLIGHT_HEAP, such as FIRSTLIGHT_HEAP=4g");
        }
        if (lower.contains("can't allocate memory")) {
            return Optional.of("the machine's memory is full; run fewer stages at once with --workers, or give the Java"
                    + " heap less with FIRSTLIGHT_HEAP");
        }
        if (lower.contains("too many open files")) {
            return Optional.of("this process may not open more files; raise the limit (ulimit -n 4096, or the limits of"
                    + " the user, service or container)");
        }
        if (lower.contains("no space left")) {
            return Optional.of("the disk is full" + place(cause) + "; free some space and run the same command again");
        }
        if (cause instanceof InvalidPathException path) {
            return Optional.of(
                    "'" + printable(path.getInput()) + "' cannot be the name of a file: " + path.getReason());
        }
        return Optional.empty();
    }

    private static String place(Throwable cause) {
        return cause instanceof FileSystemException system && system.getFile() != null
                ? " (" + system.getFile() + ")"
                : "";
    }

    /** Without the characters that no terminal shows. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
