package io.firstlight.eval.record;

import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.json.Json;
import java.io.IOException;
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
}
