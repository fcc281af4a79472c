package io.firstlight.core.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.firstlight.core.error.UserException;
import io.firstlight.core.json.Json;
import io.firstlight.core.json.StrictJson;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Small JSON files that Firstlight writes for itself, read with suspicion: a disk, a kill or a hand may have changed
 * them since. What is not exactly one whole value of the expected type is damage, which is named or passed over, never
 * a crash. Files whose every value matters are sealed: they carry a checksum of themselves.
 */
public final class StoredJson {
    private static final String CHECKSUM = "checksum";

    private StoredJson() {}

    /**
     * The value in {@code file}.
     *
     * @param remedy what the user can do about a damaged file, as the end of a sentence
     * @throws UserException naming the file if it is missing, cannot be read or is damaged
     */
    public static <T> T read(Path file, Class<T> type, String remedy) {
        byte[] utf8 = bytes(file, remedy);
        try {
            return whole(Json.mapper().treeToValue(StrictJson.tree(utf8), type))
                    .orElseThrow(() -> damaged(file, remedy));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new UserException(
                    file + " is damaged: it is not what Firstlight wrote there (" + reason(e) + "); " + remedy, e);
        }
    }

    /** What a record refused about its values, else what the parser did. */
    private static String reason(Exception e) {
        if (e.getCause() instanceof IllegalArgumentException refusal) {
            return refusal.getMessage();
        }
        return e instanceof JsonProcessingException mistake ? mistake.getOriginalMessage() : e.getMessage();
    }

    /** The value that {@code utf8} is, whole; empty if it is damaged. */
    public static <T> Optional<T> parse(byte[] utf8, Class<T> type) {
        try {
            return whole(Json.mapper().treeToValue(StrictJson.tree(utf8), type));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** As {@link #read}, of a file that {@link #seal} made. */
    public static <T> T readSealed(Path file, Class<T> type, String remedy) {
        return parseSealed(bytes(file, remedy), type).orElseThrow(() -> damaged(file, remedy));
    }

    /** As {@link #parse}, of what {@link #seal} made: any changed value is damage. */
    public static <T> Optional<T> parseSealed(byte[] utf8, Class<T> type) {
        try {
            JsonNode tree = StrictJson.tree(utf8);
            if (!(tree instanceof ObjectNode object)) {
                return Optional.empty();
            }
            JsonNode checksum = object.remove(CHECKSUM);
            return checksum != null && checksum.asText().equals(checksum(object))
                    ? whole(Json.mapper().treeToValue(object, type))
                    : Optional.empty();
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The text of a sealed file.
     *
     * @param value a record, or anything else that JSON has as an object
     */
    public static String seal(Object value) {
        ObjectNode object = Json.tree(value).deepCopy();
        object.put(CHECKSUM, checksum(object));
        return Json.pretty(object);
    }

    private static String checksum(ObjectNode object) {
        return Checksums.sha256(Json.canonical(object));
    }

    private static byte[] bytes(Path file, String remedy) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UserException("cannot read " + file + ": " + FileFaults.reason(e, file) + "; " + remedy, e);
        }
    }

    private static UserException damaged(Path file, String remedy) {
        return new UserException(file + " is damaged: it is not what Firstlight wrote there; " + remedy);
    }

    private static <T> Optional<T> whole(T value) {
        return isWhole(value) ? Optional.of(value) : Optional.empty();
    }

    /** JSON leaves out of a record what it lacks; no record of ours has a component that may be missing. */
    private static boolean isWhole(Object value) {
        if (value instanceof Record) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                if (!isWhole(component(value, component))) {
                    return false;
                }
            }
        }
        if (value instanceof Collection<?> all) {
            return all.stream().allMatch(StoredJson::isWhole);
        }
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().allMatch(StoredJson::isWhole);
        }
        return value != null;
    }

    private static Object component(Object owner, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(owner);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot look into " + owner.getClass(), e);
        }
    }

    /** Writes a sealed file, whole or not at all. */
    public static void writeSealed(Path file, Object value) throws IOException {
        AtomicFiles.write(file, seal(value).getBytes(StandardCharsets.UTF_8));
    }
}
