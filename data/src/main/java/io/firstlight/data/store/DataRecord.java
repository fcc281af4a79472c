package io.firstlight.data.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.firstlight.core.json.StrictJson;
import io.firstlight.data.sample.BadSampleException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One record of a store: named fields, each either a JSON value or bytes. A field that is read as what it is not is a
 * bad sample with a place, so formats need no checks of their own. Immutable.
 */
public final class DataRecord {
    private final String place;
    private final String key;
    private final JsonNode object;
    private final Map<String, byte[]> members;

    private DataRecord(String place, String key, JsonNode object, Map<String, byte[]> members) {
        this.place = place;
        this.key = key;
        this.object = object;
        this.members = members;
    }

    /**
     * A record whose fields are those of a JSON object.
     *
     * @param place file and line, for messages
     * @param key what the record is called in its store
     */
    public static DataRecord ofJson(String place, String key, JsonNode object) {
        return new DataRecord(place, key, object, Map.of());
    }

    /**
     * A record whose fields are bytes, such as the members of an archive that share a key.
     *
     * @param members by field name; the arrays are not copied
     */
    public static DataRecord ofMembers(String place, String key, Map<String, byte[]> members) {
        return new DataRecord(place, key, MissingNode.getInstance(), Map.copyOf(members));
    }

    /** File and line, or archive and member. */
    public String place() {
        return place;
    }

    /** What the record is called in its store: a line number, the name of a member. */
    public String key() {
        return key;
    }

    /** The names of its fields, sorted. */
    public Set<String> fields() {
        Set<String> fields = new TreeSet<>(members.keySet());
        object.fieldNames().forEachRemaining(fields::add);
        return fields;
    }

    /** Whether the field is there; JSON's null is as good as absent. */
    public boolean has(String field) {
        return members.containsKey(field) || object.hasNonNull(field);
    }

    /** The text of {@code field}, which must be there, be a text (for bytes: UTF-8) and not be blank. */
    public String text(String field) throws BadSampleException {
        JsonNode value = object.path(field);
        if (!members.containsKey(field) && has(field) && !value.isTextual()) {
            throw bad("its '" + field + "' is " + value + "; a text was expected");
        }
        String text = members.containsKey(field) ? decode(field) : value.asText("");
        if (text.isBlank()) {
            throw bad("it has no text in '" + field + "'");
        }
        return text;
    }

    /** The JSON value of {@code field}; a missing node if it is absent. Bytes are parsed strictly. */
    public JsonNode json(String field) throws BadSampleException {
        if (!members.containsKey(field)) {
            return object.path(field);
        }
        try {
            return StrictJson.tree(members.get(field));
        } catch (JsonProcessingException e) {
            throw new BadSampleException(place, "'" + field + "' is not valid JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** The bytes of {@code field}; treat them as immutable. */
    public byte[] bytes(String field) throws BadSampleException {
        byte[] bytes = members.get(field);
        if (bytes == null) {
            throw bad("it has no bytes in '" + field + "'; its fields are " + String.join(", ", fields()));
        }
        return bytes;
    }

    /**
     * The field {@code id}, or {@code otherwise} when it is absent.
     *
     * @throws BadSampleException if it is neither a text nor a whole number, or has a line break, which ledgers cannot
     *     hold
     */
    public String id(String otherwise) throws BadSampleException {
        JsonNode node = object.path("id");
        boolean absent = node.isMissingNode() || node.isNull();
        if (!absent && !node.isTextual() && !node.isIntegralNumber()) {
            // A fraction would be rounded, and two records could get one id.
            throw bad("its id is " + node + "; an id is a text or a whole number");
        }
        String id = absent ? otherwise : node.asText();
        if (id.indexOf('\n') >= 0 || id.indexOf('\r') >= 0) {
            throw bad("its id has a line break; ledgers hold one id a line");
        }
        return id;
    }

    /** This record as a bad sample, for the caller to throw. */
    public BadSampleException bad(String reason) {
        return new BadSampleException(place, reason);
    }

    private String decode(String field) throws BadSampleException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(members.get(field)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadSampleException(place, "'" + field + "' is not text in UTF-8", e);
        }
    }
}
