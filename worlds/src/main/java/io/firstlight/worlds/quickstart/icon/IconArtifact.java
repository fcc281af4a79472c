package io.firstlight.worlds.quickstart.icon;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.error.UserException;
import io.firstlight.core.json.Json;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Reads the Maven artifact {@code org.webjars.npm:iconify__json}: 218 sets of named SVG icons, each a JSON file of up
 * to 104 MB. Files are read as streams, and only the wanted icons are kept in memory.
 */
public final class IconArtifact {
    /** The version pinned in the root pom, which is part of every resource path inside the jar. */
    public static final String VERSION = "2.2.378";

    private static final String ROOT = "META-INF/resources/webjars/iconify__json/" + VERSION + "/";
    private static final JsonFactory FACTORY = new JsonFactory();

    private IconArtifact() {}

    /**
     * The icons of {@code set} with a wanted name, in the order of the file. Aliases are not resolved.
     *
     * @throws UserException if the artifact is not on the class path
     */
    public static List<IconSvg> read(String set, Predicate<String> wanted) throws IOException {
        List<IconSvg> icons = new ArrayList<>();
        double defaultWidth = 16;
        double defaultHeight = 16;
        List<JsonNode> bodies = new ArrayList<>();
        List<String> names = new ArrayList<>();
        try (InputStream in = open("json/" + set + ".json");
                JsonParser json = FACTORY.createParser(in)) {
            json.setCodec(Json.mapper());
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "icons" -> readIcons(json, wanted, names, bodies);
                    case "width" -> defaultWidth = json.getDoubleValue();
                    case "height" -> defaultHeight = json.getDoubleValue();
                    default -> json.skipChildren();
                }
            }
        }
        for (int i = 0; i < names.size(); i++) {
            JsonNode icon = bodies.get(i);
            IconSvg.ViewBox box = new IconSvg.ViewBox(
                    icon.path("left").asDouble(0),
                    icon.path("top").asDouble(0),
                    icon.path("width").asDouble(defaultWidth),
                    icon.path("height").asDouble(defaultHeight));
            icons.add(new IconSvg(set, names.get(i), icon.get("body").asText(), box));
        }
        return icons;
    }

    private static void readIcons(JsonParser json, Predicate<String> wanted, List<String> names, List<JsonNode> bodies)
            throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (wanted.test(name)) {
                names.add(name);
                bodies.add(json.readValueAsTree());
            } else {
                json.skipChildren();
            }
        }
    }

    /** A set's entry in the artifact's own list of collections: its name, author, licence and more. */
    public static JsonNode collection(String set) throws IOException {
        try (InputStream in = open("collections.json")) {
            JsonNode collection = Json.mapper().readTree(in).get(set);
            if (collection == null) {
                throw new IllegalArgumentException("the icon artifact org.webjars.npm:iconify__json:" + VERSION
                        + " has no icon set '" + set + "'");
            }
            return collection;
        }
    }

    private static InputStream open(String path) {
        InputStream in = IconArtifact.class.getClassLoader().getResourceAsStream(ROOT + path);
        if (in == null) {
            throw new UserException("the icon artifact org.webjars.npm:iconify__json:" + VERSION
                    + " is not on the class path (looked for " + ROOT + path
                    + "); build Firstlight with Maven so that it is resolved");
        }
        return new BufferedInputStream(in, 1 << 16);
    }
}
