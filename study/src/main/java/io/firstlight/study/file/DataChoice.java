package io.firstlight.study.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.study.settings.DataRoles;
import java.nio.file.Path;

/** Where the data set comes from, and which of its sources feeds what. */
public sealed interface DataChoice {
    /** Which named source feeds what. */
    DataRoles roles();

    /**
     * Made by Firstlight.
     *
     * @param settings resolved by the world, defaults filled in
     * @param version of the world, part of the data's key
     */
    record FromWorld(String world, String version, JsonNode settings, DataRoles roles) implements DataChoice {}

    /** A directory in the layout of docs/dataset-layout.md that the user brings; read in place, never changed. */
    record FromDirectory(Path directory, DataRoles roles) implements DataChoice {}

    /**
     * Sources that the study file names itself; read in place, never changed.
     *
     * @param catalog as {@link io.firstlight.data.catalog.CatalogWriter#absolute} writes it
     */
    record FromSources(String catalog, DataRoles roles) implements DataChoice {}
}
