package io.firstlight.study.run;

import io.firstlight.core.json.Json;
import io.firstlight.study.file.StudyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * How far a running study is: what {@code firstlight study status} reads from another process.
 *
 * @param finished stages done, of {@code total}
 * @param secondsLeft estimated to the end of the study
 */
public record StudyStatus(Owner owner, int finished, int total, double secondsLeft, List<RunningStage> running) {
    private static final String FILE = "status.json";

    public StudyStatus {
        running = List.copyOf(running);
    }

    /**
     * @param study with its budget, {@link StudyFile.Identity#label}
     * @param updated when this was written, ISO 8601
     */
    public record Owner(String study, long pid, String updated) {}

    /**
     * A stage at work.
     *
     * @param place where it runs, such as "process 4711"; empty until it is known
     * @param done of {@code total} in {@code unit}
     * @param detail such as "loss 3.21"
     */
    public record RunningStage(String label, String place, long done, long total, String unit, String detail) {}

    /** Not synced: it is written every few seconds and worth nothing later. */
    void write(Path storeRoot) throws IOException {
        Path partial = storeRoot.resolve(FILE + ".partial");
        Files.write(partial, Json.pretty(this).getBytes(StandardCharsets.UTF_8));
        Files.move(partial, storeRoot.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    static void remove(Path storeRoot) throws IOException {
        Files.deleteIfExists(storeRoot.resolve(FILE));
    }

    /** What the process that is running now wrote last; empty when none is. */
    public static Optional<StudyStatus> read(Path storeRoot) {
        Path file = storeRoot.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            StudyStatus status = Json.read(file, StudyStatus.class);
            return ProcessHandle.of(status.owner().pid())
                    .filter(ProcessHandle::isAlive)
                    .map(alive -> status);
        } catch (UncheckedIOException e) {
            // Removed or torn between the two looks at it.
            return Optional.empty();
        }
    }
}
