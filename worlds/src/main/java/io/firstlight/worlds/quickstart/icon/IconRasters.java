package io.firstlight.worlds.quickstart.icon;

import io.firstlight.core.progress.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Rasterises icons on all cores, reading from the cache what was rasterised before. */
public final class IconRasters {
    private IconRasters() {}

    /**
     * The rasters of {@code icons}, in their order. They do not depend on the number of threads.
     *
     * @param label name of the work in the progress display
     */
    public static List<Raster> of(List<IconSvg> icons, String label, Path cacheDirectory, Progress progress) {
        RasterCache cache = new RasterCache(cacheDirectory, progress::message);
        Raster[] rasters = new Raster[icons.size()];
        AtomicInteger done = new AtomicInteger();
        try (Progress.Task task = progress.begin(label, icons.size(), "drawings")) {
            IntStream.range(0, rasters.length).parallel().forEach(i -> {
                rasters[i] = one(icons.get(i), cache);
                task.update(done.incrementAndGet(), icons.get(i).set());
            });
        }
        return List.of(rasters);
    }

    private static Raster one(IconSvg icon, RasterCache cache) {
        String key = icon.contentKey();
        Optional<Raster> known = cache.read(key);
        if (known.isPresent()) {
            return known.get();
        }
        Raster raster = Rasteriser.rasterise(icon);
        cache.write(key, raster);
        return raster;
    }
}
