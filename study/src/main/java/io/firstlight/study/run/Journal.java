package io.firstlight.study.run;

import io.firstlight.core.file.StoredJson;
import io.firstlight.core.json.Json;
import io.firstlight.study.store.ProcessIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/**
 * What every process did in a store, one JSON line each, oldest first: {@code STORE/journal.jsonl}. Lines are only ever
 * appended, each with one write, so that several processes can share the file and a kill cuts the last line at most.
 */
public final class Journal {
    private static final String FILE = "journal.jsonl";
    private final Path file;
    private final String study;

    /** What happened. */
    public enum Event {
        RUN_STARTED,
        STAGE_STARTED,
        STAGE_FINISHED,
        STAGE_FAILED,
        /** Another process has the stage. */
        STAGE_WAITED_FOR,
        /** Another process took over a stage that this one was at. */
        STAGE_LOST,
        RUN_ENDED
    }

    /**
     * One line.
     *
     * @param time ISO 8601
     * @param process that wrote it
     * @param study with its budget
     * @param stage with an empty label for a run as a whole
     */
    public record Entry(String time, ProcessIdentity process, String study, Event event, StageNote stage) {}

    /**
     * A stage in a line.
     *
     * @param seconds spent on it so far, over all attempts
     * @param detail where it runs, why it failed, who has it; or empty
     */
    public record StageNote(String label, String key, double seconds, String detail) {
        private static final StageNote NONE = new StageNote("", "", 0, "");
    }

    /**
     * The journal of a study in a store.
     *
     * @param study name of the study with its budget
     */
    Journal(Path storeRoot, String study) {
        this.file = storeRoot.resolve(FILE);
        this.study = study;
    }

    void run(Event event) throws IOException {
        append(event, StageNote.NONE);
    }

    void stage(Event event, StageNote stage) throws IOException {
        append(event, stage);
    }

    private void append(Event event, StageNote stage) throws IOException {
        Entry entry = new Entry(Instant.now().toString(), ProcessIdentity.here(), study, event, stage);
        // A line that a kill cut short must not swallow this one.
        String line = (endsWithLineFeed() ? "" : "\n") + Json.canonical(entry) + "\n";
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            channel.force(false);
        }
    }

    private boolean endsWithLineFeed() throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            channel.read(last, channel.size() - 1);
            return last.get(0) == '\n';
        }
    }

    /** The last entry about {@code study}; lines that a kill cut short are passed over. */
    public static Optional<Entry> last(Path storeRoot, String study) throws IOException {
        Path file = storeRoot.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .flatMap(line -> parse(line).stream())
                .filter(entry ->
                        entry.study().equals(study) && !entry.stage().label().isEmpty())
                .reduce((first, second) -> second);
    }

    private static Optional<Entry> parse(String line) {
        return StoredJson.parse(line.getBytes(StandardCharsets.UTF_8), Entry.class);
    }
}
