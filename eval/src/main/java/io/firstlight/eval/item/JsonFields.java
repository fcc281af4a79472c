package io.firstlight.eval.item;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The fields of one JSON object, read by type; complaints are {@link IllegalArgumentException}s without a place. */
public record JsonFields(JsonNode node, Set<String> allowed) {
    /** Refuses what is not an object and keys nobody reads. */
    public void check() {
        if (node == null || !node.isObject()) {
            throw new IllegalArgumentException("expected a JSON object");
        }
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!allowed.contains(name)) {
                throw new IllegalArgumentException("unknown key '" + name + "'; allowed are " + new TreeSet<>(allowed));
            }
        }
    }

    public boolean has(String key) {
        return node.has(key);
    }

    public String text(String key) {
        JsonNode value = required(key);
        if (!value.isTextual()) {
            throw wrong(key, "a text", value);
        }
        return value.textValue();
    }

    public double number(String key) {
        JsonNode value = required(key);
        if (!value.isNumber()) {
            throw wrong(key, "a number", value);
        }
        return value.doubleValue();
    }

    public int index(String key) {
        JsonNode value = required(key);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw wrong(key, "a whole number", value);
        }
        return value.intValue();
    }

    public boolean flag(String key) {
        JsonNode value = required(key);
        if (!value.isBoolean()) {
            throw wrong(key, "true or false", value);
        }
        return value.booleanValue();
    }

    public List<String> texts(String key) {
        JsonNode value = required(key);
        if (!value.isArray()) {
            throw wrong(key, "a list of texts", value);
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : value) {
            if (!element.isTextual()) {
                throw wrong(key, "a list of texts", value);
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    public JsonNode object(String key) {
        JsonNode value = required(key);
        if (!value.isObject()) {
            throw wrong(key, "an object", value);
        }
        return value;
    }

    private JsonNode required(String key) {
        JsonNode value = node.get(key);
        if (value == null) {
            throw new IllegalArgumentException("key '" + key + "' is missing");
        }
        return value;
    }

    private static IllegalArgumentException wrong(String key, String expected, JsonNode found) {
        return new IllegalArgumentException(key + " is " + found + "; expected " + expected);
    }
}
