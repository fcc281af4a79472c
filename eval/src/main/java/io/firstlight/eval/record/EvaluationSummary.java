package io.firstlight.eval.record;

import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The content of {@code metrics.json}: a summary of {@code items.jsonl} beside it, for people and quick looks. */
public record EvaluationSummary(int formatVersion, List<TaskSummary> tasks) {
    public static final int FORMAT_VERSION = 2;

    public EvaluationSummary {
        tasks = List.copyOf(tasks);
    }

    public static EvaluationSummary of(List<TaskSummary> tasks) {
        return new EvaluationSummary(FORMAT_VERSION, tasks);
    }

    public void write(Path file) throws IOException {
        AtomicFiles.writeString(file, Json.pretty(this));
    }
}
