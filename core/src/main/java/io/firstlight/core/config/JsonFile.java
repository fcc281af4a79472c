package io.firstlight.core.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.firstlight.core.json.StrictJson;
import io.firstlight.core.text.Utf8Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Loads a JSON file whose top is an object, keeping the line of every key and value. Strict: a key that stands twice
 * and anything after the object are refused, so nothing that was given is dropped.
 */
public final class JsonFile {
    private final String file;
    private final JsonParser parser;

    private JsonFile(String file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    public static ConfigMap load(Path file) {
        return parse(Utf8Text.read(file), file.toString());
    }

    /** As {@link #load}, from a text; {@code file} is the name that messages give. */
    public static ConfigMap parse(String text, String file) {
        try (JsonParser parser = StrictJson.parser(text)) {
            JsonFile reader = new JsonFile(file, parser);
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new ConfigException(reader.place(), "expected a JSON object, that is, {...}");
            }
            ConfigMap top = reader.object("");
            if (parser.nextToken() != null) {
                throw new ConfigException(reader.place(), "there is more after the JSON object; a file holds one");
            }
            return top;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new ConfigException(
                    new ConfigPlace(file, at == null ? 1 : Math.max(1, at.getLineNr())),
                    "this is not valid JSON" + (at == null ? ": " : " at column " + at.getColumnNr() + ": ")
                            + e.getOriginalMessage());
        } catch (IOException e) {
            throw new IllegalStateException("a text cannot fail to be read", e);
        }
    }

    private ConfigMap object(String path) throws IOException {
        ConfigPlace start = place();
        Map<String, ConfigValue> values = new LinkedHashMap<>();
        Map<String, ConfigPlace> places = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = wholeCharacters(parser.currentName());
            places.put(key, place());
            parser.nextToken();
            values.put(key, value(path.isEmpty() ? key : path + "." + key));
        }
        return new ConfigMap(start, path, values, places);
    }

    private ConfigValue value(String path) throws IOException {
        ConfigPlace place = place();
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(path);
            case START_ARRAY -> {
                List<ConfigValue> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(path + "[" + items.size() + "]"));
                }
                yield new ConfigList(place, path, items);
            }
            case VALUE_NULL -> new ConfigScalar(place, path, "", false);
            case VALUE_STRING -> new ConfigScalar(place, path, wholeCharacters(parser.getText()), true);
            default -> new ConfigScalar(place, path, parser.getText(), false);
        };
    }

    private String wholeCharacters(String text) {
        if (!StrictJson.hasWholeCharacters(text)) {
            throw new ConfigException(place(), "a text has half of a surrogate pair, which cannot be written as UTF-8");
        }
        return text;
    }

    private ConfigPlace place() {
        return new ConfigPlace(file, Math.max(1, parser.currentTokenLocation().getLineNr()));
    }
}
