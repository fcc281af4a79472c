package io.firstlight.model.vision.registry;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.error.UserException;
import io.firstlight.core.file.StoredJson;
import io.firstlight.core.json.Json;
import io.firstlight.model.vision.ImageEncoderConfig;
import io.firstlight.model.vision.patches.PatchesConfig;
import io.firstlight.model.vision.stem.StemConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Every kind of image encoder, by the name that study files and model files give it. A new one is a line here. */
public final class ImageEncoders {
    /** The key that names a kind. */
    public static final String KIND = "kind";

    private static final Map<String, Kind> KINDS = new TreeMap<>(Map.of(
            StemConfig.KIND, new Kind(StemConfig.class, StemConfig::fromSection),
            PatchesConfig.KIND, new Kind(PatchesConfig.class, PatchesConfig::fromSection)));

    private ImageEncoders() {}

    /**
     * A kind's configuration, and how a study file's section becomes one.
     *
     * @param type what JSON is read as
     * @param fromSection reads the keys of the kind and gives their defaults and ranges
     */
    private record Kind(
            Class<? extends ImageEncoderConfig> type, Function<ConfigMap, ImageEncoderConfig> fromSection) {}

    /**
     * The encoder of a section of a study file, of the kind that it names; without a name it is a stem. Only keys of
     * that kind are asked for, so {@link ConfigMap#refuseUnknownKeys} names all others.
     *
     * @throws IllegalArgumentException if the keys do not fit each other
     */
    public static ImageEncoderConfig fromSection(ConfigMap section) {
        String kind = section.oneOf(KIND, KINDS.keySet(), StemConfig.KIND);
        return KINDS.get(kind).fromSection().apply(section);
    }

    /**
     * The configuration in {@code file}, as JSON wrote it.
     *
     * @throws UserException if the kind is unknown
     */
    public static ImageEncoderConfig read(Path file) {
        return of(StoredJson.read(file, JsonNode.class, "delete its directory and run the study again"));
    }

    /**
     * The configuration in a tree, as JSON wrote it.
     *
     * @throws UserException if the kind is unknown
     */
    public static ImageEncoderConfig of(JsonNode node) {
        String kind = node.path(KIND).asText();
        Kind found = KINDS.get(kind);
        if (found == null) {
            throw new UserException("there is no image encoder of kind '" + kind + "'; there are " + KINDS.keySet());
        }
        ObjectNode shape = node.deepCopy();
        shape.remove(KIND);
        return Json.parse(shape.toString(), found.type());
    }

    /** Reads a configuration within another one. */
    public static final class Reader extends JsonDeserializer<ImageEncoderConfig> {
        @Override
        public ImageEncoderConfig deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return of(parser.readValueAsTree());
        }
    }
}
