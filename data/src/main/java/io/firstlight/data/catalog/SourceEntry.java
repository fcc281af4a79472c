package io.firstlight.data.catalog;

import io.firstlight.data.store.ShardFiles;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A named source of samples or of images.
 *
 * @param name unique in its catalog; names the source in mixtures, ledgers and reports
 * @param kind what its records are: a name of {@link io.firstlight.data.format.SampleFormats}, or {@link #IMAGES}
 * @param files where its records lie
 * @param images where the images lie that its records name, if they do
 * @param options of its kind, by key; kinds fill in defaults
 */
public record SourceEntry(
        String name, String kind, ShardFiles files, Optional<ShardFiles> images, Map<String, String> options) {
    /** Kind of a source whose records are nothing but images. */
    public static final String IMAGES = "images";

    public SourceEntry {
        options = Map.copyOf(new TreeMap<>(options));
    }

    public boolean isImages() {
        return kind.equals(IMAGES);
    }

    /** Where the images of its samples lie: for a source of images its own files. */
    public Optional<ShardFiles> imageFiles() {
        return isImages() ? Optional.of(files) : images;
    }
}
