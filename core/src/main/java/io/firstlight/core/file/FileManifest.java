package io.firstlight.core.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.error.UserException;
import io.firstlight.core.json.Json;
import io.firstlight.core.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a directory holds, in a file of that directory: a format version, what the owner notes, the size and SHA-256 of
 * every other file, and a checksum of all this. A finished stage and a checkpoint have one each.
 *
 * @param formatVersion of the directory's content, as its owner counts
 * @param about what else the owner notes
 * @param checksum SHA-256 of the canonical JSON of everything else here
 */
public record FileManifest(int formatVersion, JsonNode about, List<FileEntry> files, String checksum) {
    /** What the manifest of a checkpoint, or of anything else without a name of its own, is called. */
    public static final String NAME = "manifest.json";

    public FileManifest {
        files = files == null ? List.of() : List.copyOf(files);
    }

    /**
     * A file that the directory must hold.
     *
     * @param path relative to the directory, with forward slashes
     */
    public record FileEntry(String path, long sizeBytes, String sha256) {
        /**
         * What is wrong with the file, in words, without reading it; empty when it is there in its size.
         *
         * @throws IOException if that cannot be found out: a disk that fails for a moment is no damage
         */
        public Optional<String> sizeFault(Path directory) throws IOException {
            try {
                BasicFileAttributes found = Files.readAttributes(directory.resolve(path), BasicFileAttributes.class);
                if (found.isRegularFile()) {
                    return found.size() == sizeBytes
                            ? Optional.empty()
                            : Optional.of(path + " has " + found.size() + " bytes instead of " + sizeBytes);
                }
            } catch (NoSuchFileException e) {
                // Missing, as with a directory in its place.
            }
            return Optional.of(path + " is missing");
        }

        /** As {@link #sizeFault}, of a file that is there: reads it all. */
        public Optional<String> contentFault(Path directory) throws IOException {
            return hashFault(Checksums.sha256(directory.resolve(path)));
        }

        /** As {@link #contentFault}, of a file whose content was found to have this hash. */
        public Optional<String> hashFault(String foundSha256) {
            return foundSha256.equals(sha256)
                    ? Optional.empty()
                    : Optional.of(path + " does not have the bytes it was written with (SHA-256 differs)");
        }
    }

    /** Hashes every file under the folder of {@code file} and writes {@code file}; half-written files go. */
    public static FileManifest write(Path file, int formatVersion, Object about) throws IOException {
        Path directory = file.getParent();
        List<FileEntry> entries = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile).sorted()::iterator) {
                String name = directory.relativize(path).toString().replace('\\', '/');
                if (name.endsWith(AtomicFiles.PARTIAL)) {
                    Files.delete(path);
                } else if (!path.equals(file)) {
                    entries.add(new FileEntry(name, Files.size(path), Checksums.sha256(path)));
                }
            }
        }
        JsonNode tree = Json.tree(about);
        FileManifest manifest = new FileManifest(formatVersion, tree, entries, checksum(formatVersion, tree, entries));
        AtomicFiles.writeString(file, Json.pretty(manifest));
        return manifest;
    }

    /**
     * Reads a manifest.
     *
     * @param newestVersion that the caller understands
     * @return empty if it is missing or damaged
     * @throws IOException if it cannot be read: a disk that fails for a moment is no damage
     * @throws UserException if a newer version wrote it
     */
    public static Optional<FileManifest> read(Path file, int newestVersion) throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try {
            JsonNode tree = StrictJson.tree(bytes);
            int version = tree.path("formatVersion").asInt(-1);
            if (version > newestVersion) {
                throw new UserException(file + " was written by a newer Firstlight (format " + version
                        + ", this one knows " + newestVersion
                        + "); use that version, or start anew with another directory as --store");
            }
            FileManifest manifest = Json.mapper().treeToValue(tree, FileManifest.class);
            // Valid JSON can still lack what a manifest is for.
            boolean complete = manifest != null && manifest.about() != null && manifest.checksum() != null;
            boolean whole =
                    complete && manifest.checksum().equals(checksum(version, manifest.about(), manifest.files()));
            return whole ? Optional.of(manifest) : Optional.empty();
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** What the owner noted, as a {@code type}; empty if it is none. */
    public <T> Optional<T> about(Class<T> type) {
        try {
            return Optional.ofNullable(Json.mapper().treeToValue(about, type));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * A file under {@code directory} that this does not list, relative to it; empty if there is none. Hidden files,
     * which file managers and network file systems leave anywhere, and files that are being written do not count.
     *
     * @param own the manifest's own name
     */
    public Optional<String> stray(Path directory, String own) throws IOException {
        Set<String> listed = files.stream().map(FileEntry::path).collect(Collectors.toSet());
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(Files::isRegularFile)
                    .filter(path -> !path.getFileName().toString().startsWith(".")
                            && !path.toString().endsWith(AtomicFiles.PARTIAL))
                    .map(path -> directory.relativize(path).toString().replace('\\', '/'))
                    .filter(name -> !name.equals(own) && !listed.contains(name))
                    .sorted()
                    .findFirst();
        }
    }

    /** The first file of {@code directory} that is not what it was, in words; empty if all are. Reads every byte. */
    public Optional<String> fault(Path directory) throws IOException {
        for (FileEntry entry : files) {
            Optional<String> fault = entry.sizeFault(directory);
            if (fault.isEmpty()) {
                fault = entry.contentFault(directory);
            }
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static String checksum(int version, JsonNode about, List<FileEntry> files) {
        return Checksums.sha256(Json.canonical(Map.of("formatVersion", version, "about", about, "files", files)));
    }
}
