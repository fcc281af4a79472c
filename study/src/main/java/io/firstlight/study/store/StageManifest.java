package io.firstlight.study.store;

import io.firstlight.core.file.FileManifest;
import io.firstlight.study.cost.StageRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A finished stage's manifest, {@code stage.json}: what is remembered of the stage, and what its directory holds. */
record StageManifest(StageRecord stage, FileManifest files) {
    /** Raised with every new field: an older build would take the file for damaged, and remove what it describes. */
    private static final int FORMAT_VERSION = 1;

    static final String FILE = "stage.json";

    /** Hashes every file under {@code directory} and writes the manifest beside them. */
    static void write(Path directory, StageRecord stage) throws IOException {
        FileManifest.write(directory.resolve(FILE), FORMAT_VERSION, stage);
    }

    /** The manifest in {@code directory}, or empty if it is missing or damaged; see {@link FileManifest#read}. */
    static Optional<StageManifest> read(Path directory) throws IOException {
        return FileManifest.read(directory.resolve(FILE), FORMAT_VERSION)
                .flatMap(files -> files.about(StageRecord.class).map(stage -> new StageManifest(stage, files)));
    }
}
