package io.firstlight.study.store;

import io.firstlight.core.error.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;
import java.util.Optional;

/** Turns what a file system refuses into a message with a way out. */
public final class StoreFaults {
    private StoreFaults() {}

    /**
     * What to tell the user about {@code fault}, met while {@code doing} something ("writing the result of ...") in the
     * store.
     */
    public static UserException explain(Throwable fault, String doing, Path root) {
        return known(fault, doing, root)
                .orElseGet(() -> new UserException(doing + " failed in the store " + root + ": " + fault, fault));
    }

    /**
     * As {@link #explain}, for the faults that have a known way out: a full disk, missing permission, a read-only disk.
     */
    public static Optional<UserException> known(Throwable fault, String doing, Path root) {
        return kindOf(fault).map(kind -> new UserException(kind.message(doing, root), fault));
    }

    /** What a file system refuses and a user can fix. */
    public enum Kind {
        DISK_FULL,
        NO_PERMISSION,
        READ_ONLY_DISK,
        NOT_A_DIRECTORY,
        TOO_MANY_OPEN_FILES;

        /** What was refused while {@code doing} something in the store at {@code root}, and what the user can do. */
        public String message(String doing, Path root) {
            return switch (this) {
                case DISK_FULL ->
                    "the disk is full: " + doing + " needs more space in the store " + root
                            + "; free some and run the same command again, nothing that was finished is lost";
                case NO_PERMISSION ->
                    "no permission: " + doing + " needs to write in the store " + root
                            + "; give yourself write permission or choose another directory with --store";
                case READ_ONLY_DISK ->
                    "the store " + root + " is on a read-only file system, but " + doing
                            + " needs to write there; choose another directory with --store";
                case NOT_A_DIRECTORY ->
                    "the store's place " + root
                            + " is, or lies under, a file that is not a directory; choose another with --store";
                case TOO_MANY_OPEN_FILES ->
                    doing + " needs more open files than this process may have; raise the limit (ulimit -n 4096, or the"
                            + " limits of the user, service or container) and run the same command again";
            };
        }
    }

    /** The kind of {@code fault} or of one of its causes; empty for any other fault. */
    public static Optional<Kind> kindOf(Throwable fault) {
        for (Throwable cause = fault; cause != null && cause != cause.getCause(); cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (message.contains("no space left")
                    || message.contains("not enough space")
                    || message.contains("disk quota exceeded")) {
                return Optional.of(Kind.DISK_FULL);
            }
            if (message.contains("too many open files")) {
                return Optional.of(Kind.TOO_MANY_OPEN_FILES);
            }
            if (cause instanceof AccessDeniedException || message.contains("permission denied")) {
                return Optional.of(Kind.NO_PERMISSION);
            }
            if (cause instanceof ReadOnlyFileSystemException || message.contains("read-only file system")) {
                return Optional.of(Kind.READ_ONLY_DISK);
            }
            if (cause instanceof FileAlreadyExistsException
                    || cause instanceof NotDirectoryException
                    || message.contains("not a directory")) {
                return Optional.of(Kind.NOT_A_DIRECTORY);
            }
        }
        return Optional.empty();
    }

    /** Runs {@code work}, explaining what the file system refuses. */
    static <T> T explained(String doing, Path root, IoWork<T> work) {
        try {
            return work.run();
        } catch (IOException | ReadOnlyFileSystemException | UncheckedIOException e) {
            throw explain(e, doing, root);
        }
    }

    interface IoWork<T> {
        T run() throws IOException;
    }
}
