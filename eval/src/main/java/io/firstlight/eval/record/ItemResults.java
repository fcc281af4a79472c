package io.firstlight.eval.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.firstlight.core.error.UserException;
import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Item results as a file of JSON lines. */
public final class ItemResults {
    private ItemResults() {}

    /** Writes one result a line, whole or not at all; equal results give equal bytes. */
    public static void write(Path file, List<ItemResult> results) throws IOException {
        StringBuilder text = new StringBuilder();
        for (ItemResult result : results) {
            text.append(Json.mapper().writeValueAsString(result)).append('\n');
        }
        AtomicFiles.writeString(file, text.toString());
    }

    /**
     * @return the results in the order of the file
     * @throws UserException naming file and line if a line is not a result, contradicts itself or repeats an earlier
     *     one, or if the file is empty or cut
     */
    public static List<ItemResult> read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new UserException("cannot read " + file + ": " + e + "; evaluate again", e);
        }
        if (!text.endsWith("\n")) {
            throw new UserException(file + ": ends without a line break, so it was cut; delete it and evaluate again");
        }
        String[] lines = text.split("\n");
        List<ItemResult> results = new ArrayList<>(lines.length);
        Set<List<Object>> seen = new HashSet<>();
        for (int i = 0; i < lines.length; i++) {
            ItemResult result = parse(lines[i], file + ":" + (i + 1));
            if (!seen.add(List.of(result.task(), result.item(), result.split(), result.condition()))) {
                throw new UserException(
                        file + ":" + (i + 1) + ": item '" + result.item() + "' of task '" + result.task()
                                + "' has an earlier line under the same condition; delete the file and evaluate again");
            }
            results.add(result);
        }
        return results;
    }

    private static ItemResult parse(String line, String place) {
        try {
            return Json.mapper().readValue(line, ItemResult.class);
        } catch (JsonProcessingException e) {
            throw new UserException(
                    place + ": not an item result (" + field(e) + e.getOriginalMessage()
                            + "); delete the file and evaluate again",
                    e);
        }
    }

    /** The name of the field that is wrong, where the mapper knows it. */
    private static String field(JsonProcessingException e) {
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return mapping.getPath().get(0).getFieldName() + ": ";
        }
        return "";
    }
}
