package io.firstlight.study.store;

import io.firstlight.core.error.UserException;
import io.firstlight.core.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One process at a time writes a store. The lock is the operating system's, so it goes with its process however that
 * ends; the file only says who holds it, and a left-over file is taken over.
 */
final class StoreLock implements AutoCloseable {
    /** Beyond any content, so that others can read who holds the lock where locked bytes cannot be read. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final FileChannel channel;
    private final FileLock lock;

    /**
     * Who holds, or held, a lock.
     *
     * @param started in ISO 8601
     */
    record Holder(long pid, String host, String started) {
        boolean isMe() {
            return pid == ProcessHandle.current().pid() && host.equals(hostName());
        }

        @Override
        public String toString() {
            return "process " + pid + " on " + host + ", started " + started;
        }
    }

    private StoreLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    static StoreLock acquire(Path file, Consumer<String> notices) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException e) {
            lock = null;
        } catch (IOException e) {
            channel.close();
            throw new IOException(
                    "the file system of " + file + " has no locks (" + e.getMessage()
                            + "); put the store on a local disk",
                    e);
        }
        Optional<Holder> before = holder(file);
        if (lock == null) {
            channel.close();
            throw new UserException("the store " + file.getParent() + " is in use by "
                    + before.map(Holder::toString).orElse("another process")
                    + "; wait for it, stop it, or choose another directory with --store");
        }
        before.filter(holder -> !holder.isMe())
                .ifPresent(holder -> notices.accept("Taking over the store " + file.getParent() + " from " + holder
                        + ", which ended without closing it."));
        String text = Json.pretty(new Holder(
                ProcessHandle.current().pid(), hostName(), Instant.now().toString()));
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
        channel.force(false);
        return new StoreLock(channel, lock);
    }

    /** Who the file says holds the lock; empty when nobody does or the file was cut. */
    static Optional<Holder> holder(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.parse(Files.readString(file), Holder.class));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "this machine";
        }
    }

    /** Empties the file, so that the next process does not think this one was killed. */
    @Override
    public void close() throws IOException {
        channel.truncate(0);
        lock.release();
        channel.close();
    }
}
