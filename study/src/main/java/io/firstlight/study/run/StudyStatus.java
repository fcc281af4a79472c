package io.firstlight.study.run;

import io.firstlight.core.file.StoredJson;
import io.firstlight.core.json.Json;
import io.firstlight.study.file.StudyFile;
import io.firstlight.study.store.ProcessIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How far one process is with a study: what {@code firstlight study status} reads from another process.
 *
 * @param finished stages done, of {@code total}
 * @param secondsLeft estimated to the end of the study
 */
public record StudyStatus(Owner owner, int finished, int total, double secondsLeft, List<RunningStage> running) {
    private static final String FOLDER = "status";
    private static final String FILE_END = ".json";

    /** Of a process on another machine nothing is known but when it wrote last, by its own clock. */
    private static final Duration FRESH = Duration.ofMinutes(2);

    public StudyStatus {
        running = List.copyOf(running);
    }

    /**
     * Who wrote a status.
     *
     * @param study with its budget, {@link StudyFile.Identity#label}
     * @param updated when this was written, ISO 8601
     */
    public record Owner(String study, ProcessIdentity process, String updated) {}

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
        Path file = file(storeRoot, owner.process());
        Files.createDirectories(file.getParent());
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        Files.write(partial, Json.pretty(this).getBytes(StandardCharsets.UTF_8));
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes this process's. */
    static void remove(Path storeRoot) throws IOException {
        Files.deleteIfExists(file(storeRoot, ProcessIdentity.here()));
    }

    /** Removes those of processes that ended without doing it. */
    static void sweep(Path storeRoot) throws IOException {
        for (Path file : files(storeRoot)) {
            if (read(file).filter(status -> status.owner().process().isGone()).isPresent()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** What every process that is running a study in this store now wrote last. */
    public static List<StudyStatus> readAll(Path storeRoot) throws IOException {
        return files(storeRoot).stream()
                .flatMap(file -> read(file).stream())
                .filter(status -> status.isCurrent(Instant.now()))
                .toList();
    }

    private boolean isCurrent(Instant now) {
        if (owner.process().isOnThisMachine()) {
            return !owner.process().isGone();
        }
        try {
            return Duration.between(Instant.parse(owner.updated()), now).compareTo(FRESH) < 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static Optional<StudyStatus> read(Path file) {
        try {
            return StoredJson.parse(Files.readAllBytes(file), StudyStatus.class);
        } catch (IOException e) {
            // Removed between the two looks at it.
            return Optional.empty();
        }
    }

    private static Path file(Path storeRoot, ProcessIdentity process) {
        String host = process.host().replaceAll("[^A-Za-z0-9.-]", "_");
        return storeRoot.resolve(FOLDER).resolve(host + "-" + process.pid() + FILE_END);
    }

    private static List<Path> files(Path storeRoot) throws IOException {
        try (Stream<Path> files = Files.list(storeRoot.resolve(FOLDER))) {
            return files.filter(file -> file.toString().endsWith(FILE_END))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
