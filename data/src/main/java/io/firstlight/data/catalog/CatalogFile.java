package io.firstlight.data.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.config.ConfigValue;
import io.firstlight.core.config.JsonFile;
import io.firstlight.core.error.UserException;
import io.firstlight.core.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads {@code dataset.json}, layout version 2 (docs/dataset-layout.md). */
final class CatalogFile {
    static final int FORMAT_VERSION = 2;
    static final String NAME = "dataset.json";
    static final String VERSION = "formatVersion";
    static final String DATA_SET_NAME = "name";
    static final String NOTICES = "notices";
    static final String ABOUT = "about";
    /** What messages call the catalog; only in catalogs that Firstlight itself makes. */
    static final String ORIGIN = "origin";
    /** Folder of the indices of files that nobody may write beside; only in catalogs that Firstlight itself makes. */
    static final String INDICES = "indices";

    private CatalogFile() {}

    static Catalog read(Path directoryOrFile) {
        boolean isDirectory = Files.isDirectory(directoryOrFile);
        if (!isDirectory && !Files.isRegularFile(directoryOrFile)) {
            throw new UserException(
                    "there is no data set folder " + directoryOrFile + "; check data.directory in the study file");
        }
        Path file = isDirectory ? directoryOrFile.resolve(NAME) : directoryOrFile;
        if (!Files.isRegularFile(file)) {
            throw new UserException("cannot read " + file + ": there is no such file; a data set folder needs one, see"
                    + " docs/dataset-layout.md");
        }
        return read(JsonFile.load(file), file.toAbsolutePath().getParent(), directoryOrFile.toString());
    }

    /** As {@link #read(Path)}, of a text whose paths are absolute. */
    static Catalog parse(String text) {
        return read(JsonFile.parse(text, "catalog"), Path.of(""), "catalog");
    }

    private static Catalog read(ConfigMap top, Path base, String readFrom) {
        requireVersion(top);
        String name = top.text(DATA_SET_NAME, "");
        List<JsonNode> notices = top.has(NOTICES)
                ? top.get(NOTICES).asListOf(ConfigValue::toPlain).stream()
                        .map(Json::tree)
                        .toList()
                : List.of();
        if (top.has(ABOUT)) {
            // For people; read as a whole, so that nothing in it is an unknown key.
            top.get(ABOUT).toPlain();
        }
        String origin = top.text(ORIGIN, readFrom);
        Catalog catalog = new CatalogSection(base, origin).read(top, name, notices);
        Catalog indexed = top.has(INDICES) ? catalog.indexedIn(Path.of(top.text(INDICES))) : catalog;
        top.refuseUnknownKeys();
        return indexed;
    }

    private static void requireVersion(ConfigMap top) {
        if (!top.has(VERSION)) {
            throw top.error("the key '" + VERSION + "' is missing; it is " + FORMAT_VERSION
                    + " for the layout of docs/dataset-layout.md");
        }
        String version = top.get(VERSION).toPlain().toString();
        if (version.equals("1")) {
            throw top.get(VERSION)
                    .error("this is a data set in layout version 1; this Firstlight reads version " + FORMAT_VERSION
                            + ", in which dataset.json lists the sources by name. Data of a world are made anew by"
                            + " running the study; for data of your own, docs/dataset-layout.md shows the new"
                            + " dataset.json, the other files stay as they are");
        }
        if (!version.equals("" + FORMAT_VERSION)) {
            throw top.get(VERSION)
                    .error("found format version " + version + "; this Firstlight reads version " + FORMAT_VERSION
                            + ". Use the Firstlight that the data set was made for");
        }
    }
}
