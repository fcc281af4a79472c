package io.firstlight.data.catalog;

import io.firstlight.core.error.UserException;
import io.firstlight.core.file.Checksums;
import io.firstlight.core.file.FileState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Content hashes of files, each read once by this process as long as what leads to it ends at the same file with the
 * same size and times. Thread-safe.
 */
final class ContentHashes {
    private static final Map<Path, Known> KNOWN = new ConcurrentHashMap<>();

    private ContentHashes() {}

    /**
     * A hash that was computed before.
     *
     * @param state {@link FileState} of the file when it had this hash
     */
    private record Known(String state, String sha256) {}

    /** SHA-256 of the content that {@code file} leads to. */
    static String of(Path file) {
        try {
            Path real = file.toRealPath();
            String state = FileState.of(real);
            Known known = KNOWN.get(real);
            if (known == null || !known.state().equals(state)) {
                known = new Known(state, Checksums.sha256(real));
                KNOWN.put(real, known);
            }
            return known.sha256();
        } catch (IOException e) {
            throw new UserException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
