package io.firstlight.study.store;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.error.UserException;
import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.file.FileManifest;
import io.firstlight.core.file.StoredJson;
import io.firstlight.core.json.Json;
import io.firstlight.core.key.StageKey;
import io.firstlight.study.cost.StageRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finished stages under their keys, and the leases of those at work. Any number of processes, on any machines that see
 * one file system, may have a store open {@linkplain #open to write} and {@linkplain #openToRead to read}; each
 * unfinished stage belongs to one of them at a time. Thread-safe for different keys.
 */
public final class Store implements AutoCloseable {
    /** 1 was locked as a whole by one process; since 2 each stage at work has a lease. */
    public static final int FORMAT_VERSION = 2;

    /** A runner says that it is alive every few seconds; a loaded machine or file system may delay that. */
    private static final Duration OWNER_SILENCE = Duration.ofMinutes(2);

    /** What a process left aside when it was killed is nobody's after so long. */
    private static final Duration LEFT_ASIDE = Duration.ofHours(1);

    private static final String STORE_FILE = "store.json";
    private final Path root;
    private final boolean writable;
    private final Consumer<String> notices;
    private final ContentChecks checks = new ContentChecks();
    private final StageLeases leases;
    private final Set<StageKey> noticed = ConcurrentHashMap.newKeySet();

    private Store(Path root, boolean writable, Consumer<String> notices, Duration silence) {
        this.root = root;
        this.writable = writable;
        this.notices = notices;
        this.leases = new StageLeases(root.resolve("work"), silence, System::nanoTime);
    }

    /**
     * Opens the store to run stages, making it where there is none.
     *
     * @param notices is told, in one sentence each, of what the user should know, such as a damaged entry
     * @throws UserException if another version of Firstlight made the store, or the place cannot be written
     */
    public static Store open(Path root, Consumer<String> notices) {
        return open(root, notices, OWNER_SILENCE);
    }

    /**
     * As {@link #open(Path, Consumer)}, with another limit of silence.
     *
     * @param silence time after which the owner of an unchanged lease is considered dead
     */
    static Store open(Path root, Consumer<String> notices, Duration silence) {
        return StoreFaults.explained("opening the store", root, () -> {
            requireThisFormat(root);
            for (String folder : List.of("stages", "work")) {
                Files.createDirectories(root.resolve(folder));
            }
            if (!Files.exists(root.resolve(STORE_FILE))) {
                AtomicFiles.writeString(root.resolve(STORE_FILE), Json.pretty(Map.of("formatVersion", FORMAT_VERSION)));
            }
            Store store = new Store(root, true, notices, silence);
            store.sweep();
            return store;
        });
    }

    /** Opens a store to look at, also while others write it. A place with no store yet is an empty one. */
    public static Store openToRead(Path root, Consumer<String> notices) {
        return StoreFaults.explained("reading the store", root, () -> {
            requireThisFormat(root);
            return new Store(root, false, notices, OWNER_SILENCE);
        });
    }

    private static void requireThisFormat(Path root) throws IOException {
        Path file = root.resolve(STORE_FILE);
        if (!Files.exists(file)) {
            return;
        }
        int version = StoredJson.read(
                        file,
                        JsonNode.class,
                        "if " + root + " is a Firstlight store, delete this one file and run again")
                .path("formatVersion")
                .asInt(-1);
        if (version > FORMAT_VERSION) {
            throw new UserException("the store " + root + " was written by a newer Firstlight (format " + version
                    + ", this one knows " + FORMAT_VERSION + "); use that version, or another directory with --store");
        }
        if (version < 1) {
            throw new UserException(file + " does not say its format version; if " + root
                    + " is a Firstlight store, delete this one file and run again");
        }
        if (version < FORMAT_VERSION) {
            throw new UserException("the store " + root + " was written by an older Firstlight (format " + version
                    + "; this one reads and writes format " + FORMAT_VERSION + "). It is kept as it is, with all its"
                    + " results: use the older Firstlight to report from it or to continue it, or choose another"
                    + " directory with --store, where stages run anew");
        }
    }

    public Path root() {
        return root;
    }

    /**
     * The finished stage under {@code key}, every byte of it as it was written: for whoever is about to use its files.
     * A damaged entry is named to the notices and counts as not there; the next process to finish the stage replaces
     * it.
     *
     * @throws UserException if the directory holds a file that the stage did not write
     */
    public Optional<FinishedStage> find(StageKey key) {
        return find(key, path -> true, () -> {});
    }

    /**
     * As {@link #find(StageKey)}, reading only what will be used. The other files are there in their sizes.
     *
     * @param used paths in the stage's directory of the files that are to be used
     * @param alive called often while files are hashed, which takes seconds for gigabytes
     */
    public Optional<FinishedStage> find(StageKey key, Predicate<String> used, Runnable alive) {
        return StoreFaults.explained(
                "checking stage " + key.abbreviated(), root, () -> check(key, new Look(used, alive)));
    }

    private record Look(Predicate<String> used, Runnable alive) {
        private static final Look AT_ALL = new Look(path -> true, () -> {});
        private static final Look AT_SIZES = new Look(path -> false, () -> {});
    }

    private Optional<FinishedStage> check(StageKey key, Look look) throws IOException {
        Optional<StageManifest> manifest = StageManifest.read(stageDirectory(key));
        Optional<String> fault = fault(key, manifest, look);
        if (fault.isEmpty()) {
            return manifest.map(found -> new FinishedStage(found.stage(), stageDirectory(key)));
        }
        if (noticed.add(key)) {
            notices.accept("The stored result " + stageDirectory(key) + label(manifest) + " is damaged: " + fault.get()
                    + (writable ? ". The stage runs again and replaces it." : ". The next run makes it again."));
        }
        return Optional.empty();
    }

    private static String label(Optional<StageManifest> manifest) {
        return manifest.map(found -> " (" + found.stage().label() + ")").orElse("");
    }

    /** What is wrong with a stage; empty also when it is not there at all. */
    private Optional<String> fault(StageKey key, Optional<StageManifest> manifest, Look look) throws IOException {
        Path directory = stageDirectory(key);
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        if (manifest.isEmpty()) {
            return Optional.of(StageManifest.FILE + " is missing or damaged");
        }
        if (!manifest.get().stage().key().equals(key)) {
            return Optional.of("it is the result of another stage, "
                    + manifest.get().stage().key().abbreviated());
        }
        Optional<String> stray = manifest.get().files().stray(directory, StageManifest.FILE);
        if (stray.isPresent()) {
            // Running the stage again would cost hours and delete a file that may be somebody's.
            throw new UserException("the stored result " + directory + label(manifest) + " holds " + stray.get()
                    + ", which its stage did not write; move that file elsewhere and run the same command again");
        }
        return checks.fault(directory, manifest.get(), look.used(), look.alive());
    }

    /** Compares every byte in this store, of all studies, with what was written. */
    public StoreCheck verify() {
        return StoreFaults.explained("verifying the store", root, () -> {
            List<String> faults = new ArrayList<>();
            List<Path> directories = stageDirectories();
            for (Path directory : directories) {
                stageFault(directory).ifPresent(faults::add);
            }
            List<Path> checkpoints = checkpoints();
            for (Path checkpoint : checkpoints) {
                checkpointFault(checkpoint).ifPresent(faults::add);
            }
            return new StoreCheck(directories.size(), checkpoints.size(), faults);
        });
    }

    private Optional<String> stageFault(Path directory) throws IOException {
        String name = directory.getFileName().toString();
        if (!StageKey.isKey(name)) {
            return Optional.of(directory + " is not a stage's directory; move it elsewhere");
        }
        try {
            Optional<StageManifest> manifest = StageManifest.read(directory);
            return fault(new StageKey(name), manifest, Look.AT_ALL)
                    .map(fault ->
                            directory + label(manifest) + ": " + fault + "; the next run that needs it makes it again");
        } catch (UserException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Folders of unfinished stages that have a manifest. */
    private List<Path> checkpoints() throws IOException {
        if (!Files.isDirectory(root.resolve("work"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root.resolve("work"))) {
            return files.filter(file -> file.endsWith(FileManifest.NAME))
                    .map(Path::getParent)
                    .filter(folder -> !folder.toString().endsWith(AtomicFiles.PARTIAL))
                    .sorted()
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Optional<String> checkpointFault(Path checkpoint) {
        try {
            Optional<FileManifest> manifest =
                    FileManifest.read(checkpoint.resolve(FileManifest.NAME), Integer.MAX_VALUE);
            Optional<String> fault = manifest.isEmpty()
                    ? Optional.of(FileManifest.NAME + " is missing or damaged")
                    : manifest.get().fault(checkpoint);
            return fault.map(words -> checkpoint + ": " + words + "; its stage goes on from an earlier one");
        } catch (IOException e) {
            // Whoever is at the stage keeps its newest two and has deleted this one meanwhile.
            return Optional.empty();
        }
    }

    private List<Path> stageDirectories() throws IOException {
        Path stages = root.resolve("stages");
        if (!Files.isDirectory(stages)) {
            return List.of();
        }
        try (Stream<Path> directories = Files.list(stages)) {
            return directories.filter(Files::isDirectory).sorted().toList();
        }
    }

    /**
     * Asks for a stage, to make its result with whatever earlier attempts left. Returns at once; while another process
     * has it, ask again every few seconds: a process that died or fell silent loses it.
     */
    public StageStart begin(StageKey key) {
        requireWritable();
        return StoreFaults.explained("beginning stage " + key.abbreviated(), root, () -> {
            StageStart start = leases.acquire(key);
            if (start instanceof StageStart.Granted granted) {
                // Whoever uses the result reads it; what was found damaged is read again now.
                Optional<FinishedStage> finished = check(key, noticed.contains(key) ? Look.AT_ALL : Look.AT_SIZES);
                if (finished.isPresent()) {
                    granted.area().close();
                    leases.discard(key);
                    return new StageStart.AlreadyFinished(finished.get());
                }
            }
            return start;
        });
    }

    /**
     * Makes the work area's output the finished stage: hashed, synced, renamed. From the rename on it is there for
     * good.
     *
     * @throws LeaseLostException if another process has taken the stage over; nothing is stored then
     */
    public FinishedStage finish(StageRecord record, WorkArea area) {
        requireWritable();
        return StoreFaults.explained("storing the result of '" + record.label() + "'", root, () -> {
            try {
                return publish(record, area);
            } catch (IOException e) {
                // After a takeover no path is where it was; that, and not a missing file, is what went wrong.
                area.requireOwn();
                throw e;
            }
        });
    }

    private FinishedStage publish(StageRecord record, WorkArea area) throws IOException {
        StageManifest.write(area.output(), record);
        AtomicFiles.syncTree(area.output());
        Path target = stageDirectory(record.key());
        // A takeover before this is noticed here, one after it takes the rename its source away.
        area.requireOwn();
        if (Files.exists(target)) {
            AtomicFiles.rename(target, area.root().resolve("replaced"));
        }
        AtomicFiles.rename(area.output(), target);
        area.close();
        leases.discard(record.key());
        return new FinishedStage(record, target);
    }

    /**
     * Removes a finished or unfinished stage, so that it runs again: what {@code --fresh} asks for.
     *
     * @throws UserException if another process is at it
     */
    public void remove(StageKey key) {
        requireWritable();
        StoreFaults.explained("removing stage " + key.abbreviated(), root, () -> {
            StageStart start = leases.acquire(key);
            if (!(start instanceof StageStart.Granted granted)) {
                throw new UserException("stage " + key.abbreviated() + " of the store " + root + " cannot be removed: "
                        + ((StageStart.Held) start).by() + " is at it; wait for it, stop it, or choose another"
                        + " directory with --store");
            }
            if (Files.exists(stageDirectory(key))) {
                AtomicFiles.rename(stageDirectory(key), granted.area().root().resolve("replaced"));
            }
            granted.area().close();
            leases.discard(key);
            return key;
        });
    }

    /**
     * The records of every readable finished stage, of all studies in this store, unchecked but for their own checksum.
     */
    public List<StageRecord> records() {
        return StoreFaults.explained(
                "listing finished stages",
                root,
                () -> stageDirectories().stream()
                        .flatMap(directory -> readable(directory).stream())
                        .toList());
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

    /** Removes what killed processes left: directories put aside to be deleted, areas of stages that are finished. */
    private void sweep() throws IOException {
        leases.sweep(LEFT_ASIDE, key -> Files.exists(stageDirectory(key).resolve(StageManifest.FILE)));
    }

    private void requireWritable() {
        if (!writable) {
            throw new IllegalStateException("the store " + root + " was opened to read");
        }
    }

    private Path stageDirectory(StageKey key) {
        return root.resolve("stages").resolve(key.hex());
    }

    /** Nothing is open between calls; leases are released with the stages they are on. */
    @Override
    public void close() {}
}
