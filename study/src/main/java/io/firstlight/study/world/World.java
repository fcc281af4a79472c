package io.firstlight.study.world;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A data set that is made rather than given: registered under {@code META-INF/services} and named in a study file by
 * {@code data.world}. It writes a directory in the layout of docs/dataset-layout.md, which is also what
 * {@code data.directory} points at when users bring their own.
 */
public interface World {
    /** The name in study files. */
    String name();

    /** Changes whenever the same settings would give other bytes; part of the data stage's key. */
    String version();

    /** Checks {@code settings} (the mapping under {@code data.settings}) and returns them with defaults filled in. */
    JsonNode resolve(JsonNode settings);

    /** Writes the data set under {@code directory}, which exists and is empty; deterministic for equal settings. */
    void prepare(JsonNode resolvedSettings, Path directory, Progress progress) throws IOException;
}
