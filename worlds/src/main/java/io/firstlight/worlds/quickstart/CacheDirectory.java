package io.firstlight.worlds.quickstart;

import java.nio.file.Path;

/** The directory that caches rasterised drawings between preparations. It may be deleted: its content is made again. */
final class CacheDirectory {
    /** The system property that overrides the directory. */
    static final String PROPERTY = "firstlight.cache";

    private CacheDirectory() {}

    /** The value of {@link #PROPERTY}, else {@code $XDG_CACHE_HOME/firstlight}, else {@code ~/.cache/firstlight}. */
    static Path path() {
        String given = System.getProperty(PROPERTY, "");
        if (!given.isEmpty()) {
            return Path.of(given);
        }
        String xdg = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        Path base = xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return base.resolve("firstlight");
    }
}
