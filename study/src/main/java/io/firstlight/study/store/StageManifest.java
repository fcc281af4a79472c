package io.firstlight.study.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.error.UserException;
import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.file.Checksums;
import io.firstlight.core.json.Json;
import io.firstlight.study.cost.StageRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The content of {@code stage.json}: what a finished stage's directory holds.
 *
 * @param checksum SHA-256 of the canonical JSON of everything else here
 */
record StageManifest(int formatVersion, StageRecord stage, List<FileEntry> files, String checksum) {
    /** Raised with every new field: an older build would take the file for damaged, and remove what it describes. */
    static final int FORMAT_VERSION = 1;

    static final String FILE = "stage.json";

    /** @param path relative, with forward slashes */
    record FileEntry(String path, long sizeBytes, String sha256) {}

    StageManifest {
        files = List.copyOf(files);
    }

    /** Hashes every file under {@code directory} and writes the manifest beside them; half-written files go. */
    static StageManifest write(Path directory, StageRecord stage) throws IOException {
        List<FileEntry> entries = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile).sorted()::iterator) {
                String name = directory.relativize(path).toString().replace('\\', '/');
                if (name.endsWith(AtomicFiles.PARTIAL)) {
                    Files.delete(path);
                } else if (!name.equals(FILE)) {
                    entries.add(new FileEntry(name, Files.size(path), Checksums.sha256(path)));
                }
            }
        }
        StageManifest manifest =
                new StageManifest(FORMAT_VERSION, stage, entries, checksum(FORMAT_VERSION, stage, entries));
        AtomicFiles.writeString(directory.resolve(FILE), Json.pretty(manifest));
        return manifest;
    }

    /**
     * @return the manifest, or empty if it is missing or damaged
     * @throws IOException if it cannot be read: a disk that fails for a moment is no damage
     * @throws UserException if a newer version wrote it
     */
    static Optional<StageManifest> read(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try {
            JsonNode tree = Json.mapper().readTree(bytes);
            int version = tree.path("formatVersion").asInt(-1);
            if (version > FORMAT_VERSION) {
                throw new UserException(file + " was written by a newer Firstlight (format " + version
                        + ", this one knows " + FORMAT_VERSION + "); use that version, or another store with --store");
            }
            StageManifest manifest = Json.mapper().treeToValue(tree, StageManifest.class);
            // Valid JSON can still lack what a manifest is for.
            boolean complete = manifest != null && manifest.stage() != null && manifest.checksum() != null;
            boolean whole =
                    complete && manifest.checksum().equals(checksum(version, manifest.stage(), manifest.files()));
            return whole ? Optional.of(manifest) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static String checksum(int version, StageRecord stage, List<FileEntry> files) {
        return Checksums.sha256(Json.canonical(Map.of("formatVersion", version, "stage", stage, "files", files)));
    }
}
