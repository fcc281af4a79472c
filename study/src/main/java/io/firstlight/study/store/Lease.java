package io.firstlight.study.store;

import io.firstlight.core.file.StoredJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * What {@code lease.json} in an attempt's directory says: who works there.
 *
 * @param token the name of the attempt's directory; differs while the directory is being taken over
 * @param beat grows as long as the owner is alive
 * @param seconds spent on the stage so far, over all attempts
 * @param released whether the owner has left the stage, unfinished, for anybody
 */
record Lease(String token, ProcessIdentity owner, long beat, double seconds, boolean released) {
    static final String FILE = "lease.json";

    /** All leases have this length, so that one write replaces another whole. */
    private static final int BYTES = 1024;

    /** The lease in {@code attempt}; empty if there is none or it is damaged, as a power cut can leave it. */
    static Optional<Lease> read(Path attempt) throws IOException {
        try {
            return StoredJson.parseSealed(Files.readAllBytes(attempt.resolve(FILE)), Lease.class);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Writes the lease of a new owner, who has made or renamed {@code attempt}. */
    void create(Path attempt) throws IOException {
        Path partial = attempt.resolve(FILE + "." + token);
        Files.write(partial, bytes());
        Files.move(partial, attempt.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Replaces this owner's lease. Never creates the file, so that after a takeover, which has renamed the directory,
     * none appears under the old name.
     *
     * @throws NoSuchFileException if the lease was taken over
     */
    void update(Path attempt) throws IOException {
        try (FileChannel channel = FileChannel.open(attempt.resolve(FILE), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes()), 0);
        }
    }

    private byte[] bytes() {
        byte[] text = StoredJson.seal(this).getBytes(StandardCharsets.UTF_8);
        if (text.length > BYTES) {
            throw new IllegalStateException("a lease has " + text.length + " bytes, more than " + BYTES);
        }
        return (new String(text, StandardCharsets.UTF_8) + " ".repeat(BYTES - text.length))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A later state of this owner's lease. */
    Lease next(double secondsSpent, boolean isReleased) {
        return new Lease(token, owner, beat + 1, secondsSpent, isReleased);
    }
}
