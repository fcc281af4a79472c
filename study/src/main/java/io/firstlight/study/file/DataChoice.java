package io.firstlight.study.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;

/** Where the data set comes from. */
public sealed interface DataChoice {

    /**
     * @param settings resolved by the world, defaults filled in
     * @param version of the world, part of the data's key
     */
    record FromWorld(String world, String version, JsonNode settings) implements DataChoice {}

    /** A directory in the layout of docs/dataset-layout.md that the user brings; read in place, never changed. */
    record FromDirectory(Path directory) implements DataChoice {}
}
