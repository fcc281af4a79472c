package io.firstlight.model.vision.registry;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.firstlight.core.error.UserException;
import io.firstlight.core.json.Json;
import io.firstlight.model.vision.ImageEncoderConfig;
import io.firstlight.model.vision.patches.PatchesConfig;
import io.firstlight.model.vision.stem.StemConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;

/** Every kind of image encoder and its configuration, one line each. */
public final class ImageEncoders {
    private static final String KIND = "kind";
    private static final Map<String, Class<? extends ImageEncoderConfig>> KINDS = Map.of(
            StemConfig.KIND, StemConfig.class,
            PatchesConfig.KIND, PatchesConfig.class);

    private ImageEncoders() {}

    /**
     * The configuration in {@code file}, as JSON wrote it.
     *
     * @throws UserException if the kind is unknown
     */
    public static ImageEncoderConfig read(Path file) {
        return config(Json.read(file, JsonNode.class));
    }

    private static ImageEncoderConfig config(JsonNode node) {
        String kind = node.path(KIND).asText();
        Class<? extends ImageEncoderConfig> type = KINDS.get(kind);
        if (type == null) {
            throw new UserException(
                    "there is no image encoder of kind '" + kind + "'; there are " + new TreeSet<>(KINDS.keySet()));
        }
        ObjectNode shape = node.deepCopy();
        shape.remove(KIND);
        return Json.parse(shape.toString(), type);
    }

    /** Reads a configuration within another one. */
    public static final class Reader extends JsonDeserializer<ImageEncoderConfig> {
        @Override
        public ImageEncoderConfig deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return config(parser.readValueAsTree());
        }
    }
}
