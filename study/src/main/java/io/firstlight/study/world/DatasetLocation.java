package io.firstlight.study.world;

import io.firstlight.core.error.UserException;
import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the data set of a finished data stage lies: in the stage's own directory when a world made it, elsewhere when the
 * user brought it. Then the stage holds only a note of the place, because data is not copied.
 */
public final class DatasetLocation {
    private static final String FILE = "location.json";

    private record Note(String directory) {}

    private DatasetLocation() {}

    /** Notes in {@code stageDirectory} that the data set lies in {@code dataset}. */
    public static void write(Path stageDirectory, Path dataset) throws IOException {
        AtomicFiles.writeString(stageDirectory.resolve(FILE), Json.pretty(new Note(dataset.toString())));
    }

    /** The data set's directory, for the stage in {@code stageDirectory}. */
    public static Path resolve(Path stageDirectory) {
        Path note = stageDirectory.resolve(FILE);
        if (!Files.exists(note)) {
            return stageDirectory;
        }
        Path directory = Path.of(Json.read(note, Note.class).directory());
        if (!Files.isDirectory(directory)) {
            throw new UserException("the data set " + directory + " is no longer there; put it back, or give its new place as data.directory");
        }
        return directory;
    }
}
