package io.firstlight.worlds.quickstart.write;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.json.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** One JSON object a line. */
public final class JsonLines {
    private JsonLines() {}

    public static void write(Path file, Stream<? extends JsonNode> lines) throws IOException {
        Files.createDirectories(file.getParent());
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            lines.forEachOrdered(line -> {
                try {
                    out.write(Json.mapper().writeValueAsString(line));
                    out.write('\n');
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
