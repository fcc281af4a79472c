package io.firstlight.cli.failure;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** A file with the whole trace of an unexpected fault, for a bug report. */
final class TraceFile {
    private TraceFile() {}

    /** Where the trace was written, or what went wrong with that, as the end of a sentence. */
    static String write(Path folder, List<String> arguments, Throwable fault) {
        StringWriter text = new StringWriter();
        try (PrintWriter writer = new PrintWriter(text)) {
            writer.println("firstlight " + String.join(" ", arguments));
            writer.println("Java " + Runtime.version() + ", " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch"));
            writer.println();
            fault.printStackTrace(writer);
        }
        LocalDateTime now = LocalDateTime.now(ZoneId.systemDefault());
        String name = "fault-" + now.format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS")) + ".txt";
        for (Path candidate : List.of(folder, Path.of(System.getProperty("java.io.tmpdir")))) {
            try {
                Files.createDirectories(candidate);
                Path file = candidate.resolve(name);
                Files.writeString(file, text.toString());
                return "The full trace is in " + file.toAbsolutePath();
            } catch (IOException e) {
                // The next candidate may be writable.
            }
        }
        return "No file could be written for the full trace; run again with FIRSTLIGHT_TRACE=1 to see it here";
    }
}
