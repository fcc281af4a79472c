package io.firstlight.worlds.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.json.Json;
import io.firstlight.core.progress.Progress;
import io.firstlight.data.catalog.Catalog;
import io.firstlight.data.image.ImageArchive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The tiny world, prepared once per test JVM and deleted when it exits. */
final class PreparedWorld {
    private static Path directory;

    private PreparedWorld() {}

    static synchronized Path directory() {
        if (directory == null) {
            directory = prepare("{\"size\":\"tiny\"}");
        }
        return directory;
    }

    static Path prepare(String settings) {
        try {
            Path made = Files.createTempDirectory("firstlight-world");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(made)));
            QuickstartWorld world = new QuickstartWorld();
            world.prepare(world.resolve(Json.parse(settings, JsonNode.class)), made, Progress.silent());
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The images of a set of the tiny world, which become the caller's to close. */
    static ImageArchive images(String set) {
        return ImageArchive.open(Catalog.open(directory()).openImages(set));
    }

    /** The parsed lines of a JSON lines file of the tiny world. */
    static List<JsonNode> lines(String file) {
        try {
            List<JsonNode> lines = new ArrayList<>();
            for (String line : Files.readString(directory().resolve(file), StandardCharsets.UTF_8)
                    .split("\n")) {
                lines.add(Json.parse(line, JsonNode.class));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The items of all tasks of the tiny world. */
    static List<JsonNode> items() {
        return Arrays.stream(Json.read(directory().resolve("evaluation/tasks.json"), JsonNode[].class))
                .flatMap(t -> lines("evaluation/" + t.get("name").asText() + ".jsonl").stream())
                .toList();
    }

    private static void delete(Path made) {
        try {
            AtomicFiles.deleteTree(made);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
