package io.firstlight.study.training;

import io.firstlight.core.error.UserException;
import io.firstlight.core.file.StoredJson;
import java.nio.file.Path;

/** Names of the files that stages leave and results are read from. */
public final class StageFiles {
    /** Learning rates and losses of a training stage, against tokens. */
    public static final String CURVES = "curves.json";
    /** Planned against realised tokens of a training stage. */
    public static final String TOKENS = "tokens.json";
    /** Scores of answering by the nearest training image: of encoded images, and copied into evaluations. */
    public static final String FLOORS = "floors.json";
    /** Loss of an evaluated model on held-out text. */
    public static final String VALIDATION = "validation.json";

    private StageFiles() {}

    /**
     * A small JSON file of a finished stage.
     *
     * @throws UserException naming the file if it is not what a stage writes
     */
    public static <T> T read(Path file, Class<T> type) {
        return StoredJson.read(file, type, "delete its directory " + file.getParent() + " and run the study again");
    }
}
