package io.firstlight.study.stage;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.error.UserException;
import io.firstlight.core.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The lines of a caption file, for stages that need every caption at once rather than a stream of samples. */
record CaptionTable(List<Row> rows) {
    /** @param concepts what is in the image, by name */
    record Row(String image, String shortCaption, String richCaption, List<String> concepts) {
        /** @param style "short", "rich" or "both" */
        List<String> captions(String style) {
            return switch (style) {
                case "short" -> List.of(shortCaption);
                case "rich" -> List.of(richCaption);
                case "both" -> List.of(shortCaption, richCaption);
                default -> throw new IllegalArgumentException("captions are short, rich or both, found " + style);
            };
        }
    }

    static CaptionTable read(Path file) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                rows.add(row(file, number, line));
            }
        }
        if (rows.isEmpty()) {
            throw new UserException(file + " holds no captions");
        }
        return new CaptionTable(rows);
    }

    private static Row row(Path file, int number, String line) {
        try {
            JsonNode node = Json.mapper().readTree(line);
            List<String> concepts = new ArrayList<>();
            node.path("concepts").forEach(concept -> concepts.add(concept.asText()));
            if (!node.path("image").isTextual()
                    || !node.path("short").isTextual()
                    || !node.path("rich").isTextual()) {
                throw new UserException(
                        file + ", line " + number + ": expected the texts image, short and rich, found " + line);
            }
            return new Row(
                    node.path("image").asText(),
                    node.path("short").asText(),
                    node.path("rich").asText(),
                    concepts);
        } catch (IOException e) {
            throw new UserException(file + ", line " + number + " is not JSON: " + line, e);
        }
    }
}
