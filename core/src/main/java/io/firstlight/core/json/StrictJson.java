package io.firstlight.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.firstlight.core.error.UserException;
import io.firstlight.core.text.Utf8Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The one reader of JSON that others wrote. Exactly one value: a second one behind it, a key that stands twice, half a
 * character, NaN and bytes that are not UTF-8 are errors with line and column, because reading on would drop or change
 * something that was given. Texts may have any length. A byte order mark at the beginning is not part of the JSON.
 */
public final class StrictJson {
    private static final JsonFactory FACTORY = newFactory();
    private static final ObjectReader READER =
            JsonMapper.builder(FACTORY).build().reader();
    /** How JSON writes one half of a pair of surrogates. */
    private static final Pattern SURROGATE = Pattern.compile("\\\\u[dD][89a-fA-F]");

    private StrictJson() {}

    /** A factory of strict parsers; every mapper needs one of its own. */
    static JsonFactory newFactory() {
        return JsonFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(Integer.MAX_VALUE)
                        .build())
                .build();
    }

    /** For readers that need the place of every token; they have to ask for the end themselves. */
    public static JsonParser parser(String text) throws IOException {
        return FACTORY.createParser(text);
    }

    /**
     * Parses one JSON value from UTF-8.
     *
     * @throws JsonProcessingException saying what is wrong, and where in the text
     */
    public static JsonNode tree(byte[] utf8) throws JsonProcessingException {
        try {
            // Decoded here, because a parser of bytes guesses other encodings from zeros.
            return tree(Utf8Text.decode(utf8));
        } catch (Utf8Text.NotUtf8Exception e) {
            throw new Fault(e.line(), e.column(), e.getMessage(), e);
        }
    }

    /** As {@link #tree(byte[])}, from a text. */
    public static JsonNode tree(String text) throws JsonProcessingException {
        try (JsonParser parser = parser(text)) {
            JsonNode value = READER.readTree(parser);
            if (value == null || value.isMissingNode()) {
                throw new Fault(1, 1, "there is nothing; expected a JSON value", null);
            }
            if (parser.nextToken() != null) {
                JsonLocation at = parser.currentTokenLocation();
                throw new Fault(
                        at.getLineNr(),
                        at.getColumnNr(),
                        "there is more after the JSON value, which ends before here; one value was expected",
                        null);
            }
            if (SURROGATE.matcher(text).find()) {
                requireWholeCharacters(value);
            }
            return value;
        } catch (Fault e) {
            throw e;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw at == null ? e : new Fault(at.getLineNr(), at.getColumnNr(), e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalStateException("a text cannot fail to be read", e);
        }
    }

    /**
     * The JSON value that a file holds.
     *
     * @throws UserException with file, line and column, if the file is missing, cannot be read or is not one JSON value
     */
    public static JsonNode read(Path file) {
        String text = Utf8Text.read(file);
        try {
            return tree(text);
        } catch (JsonProcessingException e) {
            throw new UserException(place(file, e) + ": this is not valid JSON: " + plainMessage(e), e);
        }
    }

    /** Where in {@code file} a mistake is: file, line and column. */
    public static String place(Path file, JsonProcessingException mistake) {
        JsonLocation at = mistake.getLocation();
        return at == null ? file.toString() : file + ":" + at.getLineNr() + ":" + at.getColumnNr();
    }

    /** What is wrong, without where. */
    public static String plainMessage(JsonProcessingException mistake) {
        return mistake instanceof Fault fault ? fault.what : mistake.getOriginalMessage();
    }

    /**
     * Whether {@code text} has no half of a surrogate pair, which JSON can write and UTF-8 cannot: what reads it next
     * would put something else in its place.
     */
    public static boolean hasWholeCharacters(String text) {
        return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static void requireWholeCharacters(JsonNode value) throws Fault {
        if (value.isTextual()) {
            requireWholeCharacters(value.textValue());
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            requireWholeCharacters(field.getKey());
            requireWholeCharacters(field.getValue());
        }
        if (value.isArray()) {
            for (JsonNode element : value) {
                requireWholeCharacters(element);
            }
        }
    }

    private static void requireWholeCharacters(String text) throws Fault {
        if (!hasWholeCharacters(text)) {
            throw new Fault(
                    1, 1, "a text has half of a surrogate pair (an escape from \\ud800 to \\udfff by itself)", null);
        }
    }

    /** A mistake whose message says where it is in the text: line and column, or the column where there is one line. */
    private static final class Fault extends JsonParseException {
        private static final long serialVersionUID = 1L;
        private final String what;

        Fault(int line, int column, String what, Throwable cause) {
            super(
                    null,
                    (line == 1 ? "" : "line " + line + ", ") + "column " + column + ": " + what,
                    new JsonLocation(null, -1, line, column),
                    cause);
            this.what = what;
        }
    }
}
