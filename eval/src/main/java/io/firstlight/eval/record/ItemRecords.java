package io.firstlight.eval.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.error.UserException;
import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.file.FileFaults;
import io.firstlight.core.json.Json;
import io.firstlight.core.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Item records as a file of JSON lines. */
public final class ItemRecords {
    private ItemRecords() {}

    /** Writes one record per line, whole or not at all; equal records give equal bytes. */
    public static void write(Path file, List<ItemRecord> records) throws IOException {
        StringBuilder text = new StringBuilder();
        for (ItemRecord record : records) {
            text.append(Json.mapper().writeValueAsString(record)).append('\n');
        }
        AtomicFiles.writeString(file, text.toString());
    }

    /**
     * Reads and checks every line: its scores are recomputed.
     *
     * @return the records in the order of the file
     * @throws UserException naming file and line if a line is not a record, is of another format version, contradicts
     *     itself or repeats an earlier one, or if the file is empty or cut
     */
    public static List<ItemRecord> read(Path file) {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new UserException("cannot read " + file + ": " + FileFaults.reason(e, file) + "; evaluate again", e);
        }
        if (!text.endsWith("\n")) {
            throw new UserException(file + ": ends without a line break, so it was cut; delete it and evaluate again");
        }
        String[] lines = text.split("\n");
        List<ItemRecord> records = new ArrayList<>(lines.length);
        Set<List<Object>> seen = new HashSet<>();
        for (int i = 0; i < lines.length; i++) {
            String place = file + ":" + (i + 1);
            ItemRecord record = parse(lines[i], place);
            ItemRecord.Identity item = record.item();
            if (!seen.add(
                    List.of(item.task(), item.id(), item.split(), record.input().condition()))) {
                throw new UserException(place + ": item '" + item.id() + "' of task '" + item.task()
                        + "' has an earlier line under the same condition; delete the file and evaluate again");
            }
            records.add(record);
        }
        return records;
    }

    private static ItemRecord parse(String line, String place) {
        try {
            JsonNode tree = StrictJson.tree(line);
            int version = tree.path("formatVersion").asInt(1);
            if (version != ItemRecord.FORMAT_VERSION) {
                throw new UserException(place + ": item record of format version " + version
                        + ", this Firstlight reads version " + ItemRecord.FORMAT_VERSION
                        + "; use the Firstlight that wrote it, or evaluate again");
            }
            ItemRecord record = Json.mapper().treeToValue(tree, ItemRecord.class);
            record.check();
            return record;
        } catch (JsonProcessingException e) {
            throw unusable(place, field(e) + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw unusable(place, e.getMessage(), e);
        }
    }

    private static UserException unusable(String place, String why, Exception cause) {
        return new UserException(
                place + ": not an item record (" + why + "); delete the file and evaluate again", cause);
    }

    /** The path to the field that is wrong, where the mapper knows it. */
    private static String field(JsonProcessingException e) {
        return e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
                ? mapping.getPath().stream()
                                .map(JsonMappingException.Reference::getFieldName)
                                .collect(Collectors.joining("."))
                        + ": "
                : "";
    }
}
