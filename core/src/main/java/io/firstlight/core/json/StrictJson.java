package io.firstlight.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * JSON that others wrote. Exactly one value: a second one behind it, a key that stands twice and bytes that are not
 * UTF-8 are errors, because reading on would drop something that was given. Texts may have any length.
 */
public final class StrictJson {
    private static final ObjectReader READER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private StrictJson() {}

    /**
     * Parses one JSON value from UTF-8.
     *
     * @throws JsonProcessingException saying what is wrong and where in the text
     */
    public static JsonNode tree(byte[] utf8) throws JsonProcessingException {
        String text;
        try {
            // Decoded here, because a parser of bytes guesses other encodings from zeros.
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new JsonParseException(null, "it is not text in UTF-8", e);
        }
        return tree(text);
    }

    /** As {@link #tree(byte[])}, from a text. */
    public static JsonNode tree(String text) throws JsonProcessingException {
        return READER.readTree(text);
    }
}
