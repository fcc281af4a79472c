package io.firstlight.worlds.quickstart;

import java.nio.file.Path;

/** Where rasterised drawings are kept between preparations; everything in it can be made again and may be deleted. */
final class CacheDirectory {
    /** System property that names the directory. */
    static final String PROPERTY = "firstlight.cache";

    private CacheDirectory() {}

    /** The property, else {@code $XDG_CACHE_HOME/firstlight}, else {@code ~/.cache/firstlight}. */
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
