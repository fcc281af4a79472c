package io.firstlight.core.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;

/**
 * Files and directories that are there whole or not at all: written under a temporary name, synced to the disk,
 * renamed. A kill at any moment leaves the old content or the new, and at most a {@code *.partial} beside it.
 */
public final class AtomicFiles {
    /** Ending of everything that is being written; whoever finds one of these may delete it when no run is alive. */
    public static final String PARTIAL = ".partial";

    private AtomicFiles() {}

    public static void writeString(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    public static void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path partial = file.resolveSibling(file.getFileName() + ownEnding());
        try (FileChannel channel = FileChannel.open(
                partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        rename(partial, file);
    }

    /** With process and thread in it: two that write the same file at once each finish one of their own. */
    private static String ownEnding() {
        return "." + ProcessHandle.current().pid() + "-"
                + Thread.currentThread().getId() + PARTIAL;
    }

    /** Renames a finished file or directory to its final name, replacing a file that is there, and syncs the folder. */
    public static void rename(Path partial, Path target) throws IOException {
        try {
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException(
                    "the file system of " + target + " cannot rename atomically; put the store on a local disk", e);
        }
        syncDirectory(target.toAbsolutePath().getParent());
    }

    /** Syncs every regular file under {@code directory} and the directories themselves. */
    public static void syncTree(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                if (Files.isRegularFile(path)) {
                    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                        channel.force(true);
                    }
                } else if (Files.isDirectory(path)) {
                    syncDirectory(path);
                }
            }
        }
    }

    /** Deletes a file or a whole directory; nothing there is fine. */
    public static void deleteTree(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void syncDirectory(Path directory) {
        // A directory can be opened for syncing on Linux and macOS but not on Windows, where the rename is durable
        // alone.
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException ignored) {
            // Not supported here.
        }
    }
}
