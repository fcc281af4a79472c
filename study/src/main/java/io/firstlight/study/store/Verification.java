package io.firstlight.study.store;

import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.file.FileManifest.FileEntry;
import io.firstlight.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a finished stage is still what it was. Sizes are looked at every time. Bytes are hashed when a file's
 * time is not the one it had when it was last hashed, so that gigabytes are not read at every start.
 */
final class Verification {
    private static final Logger LOG = LoggerFactory.getLogger(Verification.class);
    private final Path stages;
    private final Path verified;

    /**
     * A file whose hash was found to be right.
     *
     * @param sizeBytes its size at that time
     * @param modifiedNanos its modification time at that time
     */
    record Seen(long sizeBytes, long modifiedNanos) {}

    /** What was seen of every file of a stage. */
    record SeenFiles(Map<String, Seen> files) {
        SeenFiles {
            files = Map.copyOf(files);
        }
    }

    Verification(Path stages, Path verified) {
        this.stages = stages;
        this.verified = verified;
    }

    /** What is wrong with the stage in {@code directory}, in words; empty when nothing is. */
    Optional<String> fault(String key, StageManifest manifest) throws IOException {
        Path directory = stages.resolve(key);
        Map<String, Seen> before = seen(key);
        Map<String, Seen> now = new TreeMap<>();
        for (FileEntry entry : manifest.files().files()) {
            Optional<String> fault = entry.sizeFault(directory);
            if (fault.isPresent()) {
                return fault;
            }
            Seen state = state(directory.resolve(entry.path()));
            if (!state.equals(before.get(entry.path()))) {
                fault = entry.contentFault(directory);
                if (fault.isPresent()) {
                    return fault;
                }
            }
            now.put(entry.path(), state);
        }
        if (!now.equals(before)) {
            remember(key, now);
        }
        return Optional.empty();
    }

    /** Remembers that the files, whose hashes were just computed, are right. */
    void remember(String key, StageManifest manifest) throws IOException {
        Map<String, Seen> now = new TreeMap<>();
        for (FileEntry entry : manifest.files().files()) {
            now.put(entry.path(), state(stages.resolve(key).resolve(entry.path())));
        }
        remember(key, now);
    }

    private void remember(String key, Map<String, Seen> files) {
        if (!Files.isWritable(verified)) {
            return;
        }
        try {
            AtomicFiles.writeString(verified.resolve(key + ".json"), Json.canonical(new SeenFiles(files)));
        } catch (IOException e) {
            // Another process writes the same note, or the disk is full: without the note the files are hashed again.
            LOG.debug("could not note that stage {} was verified", key, e);
        }
    }

    private Map<String, Seen> seen(String key) {
        Path file = verified.resolve(key + ".json");
        try {
            return Files.isRegularFile(file) ? Json.read(file, SeenFiles.class).files() : Map.of();
        } catch (UncheckedIOException e) {
            // A torn note only means that the files are hashed again.
            return Map.of();
        }
    }

    private static Seen state(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Seen(attributes.size(), attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
    }
}
