package io.firstlight.study.stage;

import io.firstlight.core.error.UserException;
import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.file.Checksums;
import io.firstlight.core.key.StageKey;
import io.firstlight.data.catalog.Catalog;
import io.firstlight.data.catalog.CatalogFingerprint;
import io.firstlight.data.catalog.CatalogWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A data set that the user brings. It stays where it lies, so the store has its key but not its bytes: whoever reads it
 * finds it where the plan says, never where an earlier study with equal data found it, and only while it still has the
 * content of its key.
 */
public final class UserData {
    /** Folder of a data stage that keeps the indices of the user's files. */
    public static final String INDICES = "indices";

    private static Path catalogs;

    private UserData() {}

    /** The stage of a data set with this fingerprint in {@code directory}. */
    public static Stage stage(Path directory, String fingerprint) {
        return stage(directory.getFileName().toString(), directory.toString(), fingerprint);
    }

    /**
     * The stage of sources that a study file names.
     *
     * @param catalog as {@link CatalogWriter#absolute} writes it
     */
    public static Stage stage(String catalog) {
        Catalog sources = Catalog.parse(catalog);
        return stage(sources.name(), catalog, CatalogFingerprint.of(sources));
    }

    private static Stage stage(String name, String location, String fingerprint) {
        return Stage.of(PrepareData.NAME, "data: " + name, PrepareData.ofUser(fingerprint), location, Map.of());
    }

    /**
     * Where the catalog of a data stage lies, as {@link Catalog#open} takes it.
     *
     * @param location of the stage in the plan at hand: a directory, the text of a catalog, empty for a world's data
     *     set
     * @param finished the stage's directory in the store, which also keeps the indices of the user's files
     * @throws UserException if the data set at {@code location} is gone or is no longer the one with this key
     */
    public static Path resolve(StageKey key, String location, Path finished) {
        if (location.isEmpty()) {
            return finished;
        }
        Catalog catalog = location.startsWith("{") ? Catalog.parse(location) : Catalog.open(Path.of(location));
        if (!stage("", "", CatalogFingerprint.of(catalog)).key().equals(key)) {
            throw new UserException("the data set " + catalog.origin()
                    + " has changed since the study was planned, so this result cannot be "
                    + "made from it; run the same command again for a study of the data as they are now, or"
                    + " bring the old files back");
        }
        return catalogFile(CatalogWriter.absolute(catalog.indexedIn(finished.resolve(INDICES))));
    }

    /** By content, {@link CatalogFingerprint}. */
    public static String fingerprint(Path directory) {
        return CatalogFingerprint.of(Catalog.open(directory));
    }

    /** A catalog file of this process with {@code text}. */
    private static synchronized Path catalogFile(String text) {
        try {
            if (catalogs == null) {
                catalogs = Files.createTempDirectory("firstlight-catalogs");
                catalogs.toFile().deleteOnExit();
            }
            Path file = catalogs.resolve(Checksums.sha256(text) + ".json");
            if (!Files.exists(file)) {
                AtomicFiles.writeString(file, text);
                file.toFile().deleteOnExit();
            }
            return file;
        } catch (IOException e) {
            throw new UserException("cannot write to the temporary folder: " + e.getMessage(), e);
        }
    }
}
