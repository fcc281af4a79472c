package io.firstlight.eval.result;

import io.firstlight.core.error.UserException;
import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The content of {@code metrics.json}: a summary of {@code items.jsonl} beside it, for people and quick looks. */
public record Metrics(int formatVersion, List<TaskMetrics> tasks) {
    public static final int FORMAT_VERSION = 1;

    public Metrics {
        tasks = List.copyOf(tasks);
    }

    public void write(Path file) throws IOException {
        AtomicFiles.writeString(file, Json.pretty(this));
    }

    /** @throws UserException if the file is damaged or was written by a newer Firstlight */
    public static Metrics read(Path file) {
        try {
            Metrics metrics = Json.read(file, Metrics.class);
            if (metrics.formatVersion > FORMAT_VERSION) {
                throw new UserException(file + " has format version " + metrics.formatVersion
                        + ", this Firstlight reads up to " + FORMAT_VERSION + "; use the newer one that wrote it");
            }
            return metrics;
        } catch (UncheckedIOException e) {
            throw new UserException(e.getMessage() + "; delete the file and evaluate again", e);
        }
    }
}
