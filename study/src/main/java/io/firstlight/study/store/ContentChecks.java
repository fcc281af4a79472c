package io.firstlight.study.store;

import io.firstlight.core.file.Checksums;
import io.firstlight.core.file.FileManifest.FileEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Compares the files of finished stages with their manifests. Sizes are looked at every time. Bytes are hashed when
 * they are about to be used, whatever the file's times say: a disk that loses a bit, or a tool that copies times,
 * leaves them as they were, and reading the file costs more than its hash. Within one process a file is hashed once as
 * long as the file system says that neither its content nor its attributes changed; that note is never kept on disk.
 */
final class ContentChecks {
    private final Map<Path, Seen> hashed = new ConcurrentHashMap<>();

    /** A file as it was when this process hashed it; {@code changed} is the time of its last change of any kind. */
    private record Seen(long sizeBytes, FileTime modified, Object changed, Object fileKey, String sha256) {
        boolean isSameFile(Seen other) {
            return sizeBytes == other.sizeBytes
                    && modified.equals(other.modified)
                    && changed.equals(other.changed)
                    && fileKey.equals(other.fileKey);
        }
    }

    /**
     * What is wrong with the stage in {@code directory}, in words; empty when nothing is.
     *
     * @param used paths of the files whose bytes are about to be used
     * @param alive called often while files are hashed
     */
    Optional<String> fault(Path directory, StageManifest manifest, Predicate<String> used, Runnable alive)
            throws IOException {
        for (FileEntry entry : manifest.files().files()) {
            Optional<String> fault = entry.sizeFault(directory);
            if (fault.isEmpty() && used.test(entry.path())) {
                fault = entry.hashFault(hash(directory.resolve(entry.path()), alive));
            }
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private String hash(Path file, Runnable alive) throws IOException {
        Optional<Seen> now = state(file);
        Seen before = hashed.get(file);
        if (now.isPresent() && before != null && before.isSameFile(now.get())) {
            return before.sha256();
        }
        String sha256 = Checksums.sha256(file, alive);
        // As it was before it was read: a change meanwhile counts as one.
        now.ifPresent(
                seen -> hashed.put(file, new Seen(seen.sizeBytes, seen.modified, seen.changed, seen.fileKey, sha256)));
        return sha256;
    }

    /** Empty where the file system does not tell when a file's attributes changed; nothing is remembered then. */
    private static Optional<Seen> state(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return Optional.empty();
        }
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return Optional.of(new Seen(
                attributes.size(),
                attributes.lastModifiedTime(),
                Files.getAttribute(file, "unix:ctime"),
                attributes.fileKey(),
                ""));
    }
}
