package io.firstlight.study.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An unfinished stage's directories, leased to this process; they survive a kill. Whoever takes the lease over renames
 * {@link #root()}, so that a process which lost it finds none of its paths any more and cannot publish. Thread-safe.
 */
public final class WorkArea {
    private final Path root;
    private Lease lease;
    private boolean over;

    /**
     * A work area that the lease's owner has made.
     *
     * @param root {@code STORE/work/KEY/TOKEN} with {@code lease} in it
     */
    WorkArea(Path root, Lease lease) throws IOException {
        this.root = root;
        this.lease = lease;
        Files.createDirectories(work());
        Files.createDirectories(output());
    }

    Path root() {
        return root;
    }

    /** For the body's own checkpoints. */
    public Path work() {
        return root.resolve("work");
    }

    /** What becomes the finished stage. */
    public Path output() {
        return root.resolve("output");
    }

    /** Seconds spent on the stage so far, over all attempts; 0 when it was never begun. */
    public synchronized double seconds() {
        return lease.seconds();
    }

    /**
     * Tells other processes that this one is alive, and notes the seconds spent so far. To be called every few seconds.
     * Does nothing once the stage is finished or released.
     *
     * @throws LeaseLostException if another process has the stage now
     */
    public void beat(double seconds) throws IOException {
        write(seconds, false);
    }

    /** Leaves the stage, unfinished, for this or any other process to go on with. */
    public void release(double seconds) throws IOException {
        write(seconds, true);
    }

    private synchronized void write(double seconds, boolean released) throws IOException {
        if (over) {
            return;
        }
        requireOwn();
        over = released;
        lease = lease.next(seconds, released);
        try {
            lease.update(root);
        } catch (NoSuchFileException e) {
            throw new LeaseLostException(this, e);
        }
    }

    /** Throws unless the lease on disk is this process's. */
    void requireOwn() throws IOException {
        if (!Lease.read(root).map(Lease::token).equals(Optional.of(lease.token()))) {
            throw new LeaseLostException(this, null);
        }
    }

    /** From now on {@link #beat} does nothing: the directories are about to go. */
    synchronized void close() {
        over = true;
    }
}
