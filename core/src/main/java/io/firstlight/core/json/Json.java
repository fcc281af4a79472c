package io.firstlight.core.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.firstlight.core.text.Utf8Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The one JSON mapper of all modules: records in and out, read as strictly as {@link StrictJson} reads and unknown
 * fields refused; one canonical text for hashing. Questions about a record ({@code isNone()}) are not fields of it.
 */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder(StrictJson.newFactory())
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            // 1.9 is not 1, and "7" is not 7.
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
            .build();

    private Json() {}

    /** The shared mapper, to write with; do not reconfigure it. To read, {@link #read} and {@link StrictJson}. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** Any value as a tree. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** Canonical text: keys sorted, no white space. Equal values give equal text, so it can be hashed. */
    public static String canonical(Object value) {
        try {
            // Through plain maps, so that the key order of a tree does not matter either.
            Object plain = MAPPER.treeToValue(tree(value), Object.class);
            return MAPPER.writeValueAsString(plain);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "cannot write " + value.getClass().getName() + " as JSON", e);
        }
    }

    /** Indented text for files that people read. */
    public static String pretty(Object value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "cannot write " + value.getClass().getName() + " as JSON", e);
        }
    }

    /**
     * The value that a file holds.
     *
     * @throws UncheckedIOException with file, line and column, if the file cannot be read or is anything else
     */
    public static <T> T read(Path file, Class<T> type) {
        try {
            return whole(type).readValue(Utf8Text.decode(Files.readAllBytes(file)));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(
                    "cannot read " + StrictJson.place(file, e) + ": " + StrictJson.plainMessage(e), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** As {@link #read}, from a text. */
    public static <T> T parse(String text, Class<T> type) {
        try {
            return whole(type).readValue(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "not the JSON of a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    /** Reads a text of one value and no more; a setting of the mapper would also hold for values inside others. */
    private static ObjectReader whole(Class<?> type) {
        return MAPPER.readerFor(type).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }
}
