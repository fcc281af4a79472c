package io.firstlight.model.family;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.firstlight.model.decoder.DecoderConfig;
import io.firstlight.model.family.llama.LlamaConfig;
import io.firstlight.model.family.openlm.OpenLmConfig;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** The families that a configuration can name. A new family is a package and a line here. */
public final class DecoderFamilies {
    private static final String FAMILY = "family";
    private static final Map<String, Class<? extends DecoderConfig>> BY_NAME = new TreeMap<>(Map.of(
            LlamaConfig.FAMILY, LlamaConfig.class,
            OpenLmConfig.FAMILY, OpenLmConfig.class));

    private DecoderFamilies() {}

    /** Reads a decoder's configuration as the record of the family it names; without a name it is openlm's. */
    public static final class Reader extends JsonDeserializer<DecoderConfig> {
        @Override
        public DecoderConfig deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            ObjectNode tree = parser.getCodec().readTree(parser);
            String family = tree.path(FAMILY).asText(OpenLmConfig.FAMILY);
            Class<? extends DecoderConfig> type = BY_NAME.get(family);
            if (type == null) {
                return context.reportInputMismatch(
                        DecoderConfig.class, "decoder family must be one of %s, found '%s'", BY_NAME.keySet(), family);
            }
            tree.remove(FAMILY);
            return parser.getCodec().treeToValue(tree, type);
        }
    }
}
