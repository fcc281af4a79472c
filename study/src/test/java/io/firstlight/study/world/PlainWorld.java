package io.firstlight.study.world;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.error.UserException;
import io.firstlight.core.json.Json;
import io.firstlight.core.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The smallest world there can be: it has one setting and writes it down. */
public final class PlainWorld implements World {
    /** Under the name the quickstart study gives. */
    public static final Worlds WORLDS = new Worlds(List.of(new PlainWorld()));

    @Override
    public String name() {
        return "quickstart";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public JsonNode resolve(JsonNode settings) {
        if (settings.path("size").asInt(1) < 1) {
            throw new UserException("size is below 1");
        }
        return Json.tree(Map.of("size", settings.path("size").asInt(1)));
    }

    @Override
    public void prepare(JsonNode resolvedSettings, Path directory, Progress progress) throws IOException {
        Files.writeString(directory.resolve("data.txt"), resolvedSettings.toString());
    }
}
