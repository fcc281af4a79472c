package io.firstlight.study.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.error.UserException;
import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.json.Json;
import io.firstlight.core.key.StageKey;
import io.firstlight.study.cost.StageRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Finished stages under their keys. Opened {@linkplain #open to write} by one process at a time, or
 * {@linkplain #openToRead to read} by any number. Thread-safe for different keys.
 */
public final class Store implements AutoCloseable {
    public static final int FORMAT_VERSION = 1;
    private static final String STORE_FILE = "store.json";
    private final Path root;
    private final Optional<StoreLock> lock;
    private final Consumer<String> notices;
    private final Verification verification;

    private Store(Path root, Optional<StoreLock> lock, Consumer<String> notices) {
        this.root = root;
        this.lock = lock;
        this.notices = notices;
        this.verification = new Verification(root.resolve("stages"), root.resolve("verified"));
    }

    /**
     * Opens the store for this process alone, making it where there is none.
     *
     * @param notices is told, in one sentence each, of what the user should know: a lock taken over, a damaged entry
     * @throws UserException if another process has it, a newer version wrote it, or the place cannot be written
     */
    public static Store open(Path root, Consumer<String> notices) {
        return StoreFaults.explained("opening the store", root, () -> {
            Files.createDirectories(root);
            refuseNewer(root);
            StoreLock lock = StoreLock.acquire(root.resolve("lock"), notices);
            try {
                for (String folder : List.of("stages", "work", "verified")) {
                    Files.createDirectories(root.resolve(folder));
                }
                if (!Files.exists(root.resolve(STORE_FILE))) {
                    AtomicFiles.writeString(
                            root.resolve(STORE_FILE), Json.pretty(Map.of("formatVersion", FORMAT_VERSION)));
                }
                Store store = new Store(root, Optional.of(lock), notices);
                store.sweep();
                return store;
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        });
    }

    /** Opens a store to look at, also while another process writes it. A place with no store yet is an empty one. */
    public static Store openToRead(Path root, Consumer<String> notices) {
        return StoreFaults.explained("reading the store", root, () -> {
            refuseNewer(root);
            return new Store(root, Optional.empty(), notices);
        });
    }

    private static void refuseNewer(Path root) throws IOException {
        Path file = root.resolve(STORE_FILE);
        if (!Files.exists(file)) {
            return;
        }
        int version;
        try {
            version = Json.parse(Files.readString(file), JsonNode.class)
                    .path("formatVersion")
                    .asInt(-1);
        } catch (IllegalArgumentException e) {
            throw new UserException(
                    file + " is damaged; if " + root + " is a Firstlight store, delete this one file and run again", e);
        }
        if (version > FORMAT_VERSION) {
            throw new UserException("the store " + root + " was written by a newer Firstlight (format " + version
                    + ", this one knows " + FORMAT_VERSION + "); use that version, or another directory with --store");
        }
        if (version < 1) {
            throw new UserException(file + " does not say its format version; if " + root
                    + " is a Firstlight store, delete this one file and run again");
        }
    }

    public Path root() {
        return root;
    }

    /**
     * The finished stage under {@code key}. A damaged entry is named to the notices and counts as not there; in a store
     * opened to write it is removed, so that the stage runs again.
     */
    public Optional<FinishedStage> find(StageKey key) {
        return StoreFaults.explained("checking stage " + key.abbreviated(), root, () -> check(key));
    }

    private Optional<FinishedStage> check(StageKey key) throws IOException {
        Path directory = stageDirectory(key);
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        Optional<StageManifest> manifest = StageManifest.read(directory);
        Optional<String> fault = manifest.isEmpty()
                ? Optional.of(StageManifest.FILE + " is missing or damaged")
                : verification.fault(key.hex(), manifest.get());
        if (fault.isEmpty() && !manifest.get().stage().key().equals(key)) {
            fault = Optional.of("it is the result of another stage, "
                    + manifest.get().stage().key().abbreviated());
        }
        if (fault.isEmpty()) {
            return Optional.of(new FinishedStage(manifest.get().stage(), directory));
        }
        String label = manifest.map(m -> " (" + m.stage().label() + ")").orElse("");
        notices.accept("The stored result " + directory + label + " is damaged: " + fault.get()
                + (lock.isPresent() ? ". It is removed and the stage runs again." : ". The next run makes it again."));
        if (lock.isPresent()) {
            AtomicFiles.deleteTree(directory);
        }
        return Optional.empty();
    }

    /** Directories to make a stage's result in, with whatever an earlier attempt left there. */
    public WorkArea begin(StageKey key) {
        requireLock();
        return StoreFaults.explained(
                "beginning stage " + key.abbreviated(), root, () -> WorkArea.open(workDirectory(key)));
    }

    /**
     * Makes the work area's output the finished stage: hashed, synced, renamed. From the rename on it is there for
     * good.
     */
    public FinishedStage finish(StageRecord record, WorkArea area) {
        requireLock();
        return StoreFaults.explained("storing the result of '" + record.label() + "'", root, () -> {
            StageManifest manifest = StageManifest.write(area.output(), record);
            AtomicFiles.syncTree(area.output());
            Path target = stageDirectory(record.key());
            AtomicFiles.deleteTree(target);
            AtomicFiles.rename(area.output(), target);
            verification.remember(record.key().hex(), manifest);
            AtomicFiles.deleteTree(area.root());
            return new FinishedStage(record, target);
        });
    }

    /** Throws an unfinished stage's directories away. */
    public void discard(StageKey key) {
        requireLock();
        StoreFaults.explained("discarding stage " + key.abbreviated(), root, () -> {
            AtomicFiles.deleteTree(workDirectory(key));
            return key;
        });
    }

    /** Removes a finished stage, so that it runs again: what {@code --fresh} asks for. */
    public void remove(StageKey key) {
        discard(key);
        StoreFaults.explained("removing stage " + key.abbreviated(), root, () -> {
            AtomicFiles.deleteTree(stageDirectory(key));
            return key;
        });
    }

    /**
     * The records of every readable finished stage, of all studies in this store, unchecked but for their own checksum.
     */
    public List<StageRecord> records() {
        Path stages = root.resolve("stages");
        if (!Files.isDirectory(stages)) {
            return List.of();
        }
        try (Stream<Path> directories = Files.list(stages)) {
            List<StageRecord> records = new ArrayList<>();
            directories.sorted().forEach(directory -> readable(directory).ifPresent(records::add));
            return records;
        } catch (IOException | UncheckedIOException e) {
            throw StoreFaults.explain(e, "listing finished stages", root);
        }
    }

    private static Optional<StageRecord> readable(Path directory) {
        try {
            return StageManifest.read(directory).map(StageManifest::stage);
        } catch (UserException newer) {
            // Another study's stage of a newer version is none of ours; find() refuses it by name when it is.
            return Optional.empty();
        } catch (IOException e) {
            // Nor is what else lies there, or another user's; find() says so of a stage that is asked for.
            return Optional.empty();
        }
    }

    /** Bytes that can still be written here. */
    public long usableBytes() {
        return StoreFaults.explained(
                "asking for free space", root, () -> Files.getFileStore(root).getUsableSpace());
    }

    /** Removes what a kill between two steps of {@link #finish} left over. */
    private void sweep() throws IOException {
        try (Stream<Path> areas = Files.list(root.resolve("work"))) {
            for (Path area : (Iterable<Path>) areas::iterator) {
                if (Files.isDirectory(root.resolve("stages").resolve(area.getFileName()))) {
                    AtomicFiles.deleteTree(area);
                }
            }
        }
    }

    private void requireLock() {
        if (lock.isEmpty()) {
            throw new IllegalStateException("the store " + root + " was opened to read");
        }
    }

    private Path stageDirectory(StageKey key) {
        return root.resolve("stages").resolve(key.hex());
    }

    private Path workDirectory(StageKey key) {
        return root.resolve("work").resolve(key.hex());
    }

    @Override
    public void close() {
        lock.ifPresent(held -> StoreFaults.explained("closing the store", root, () -> {
            held.close();
            return root;
        }));
    }
}
