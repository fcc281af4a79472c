package io.firstlight.model.family;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.firstlight.core.config.ConfigMap;
import io.firstlight.model.decoder.DecoderConfig;
import io.firstlight.model.family.llama.LlamaConfig;
import io.firstlight.model.family.openlm.OpenLmConfig;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/** The families that a configuration can name. A new family is a package and a line here. */
public final class DecoderFamilies {
    private static final String FAMILY = "family";
    private static final Map<String, Family> BY_NAME = new TreeMap<>(Map.of(
            LlamaConfig.FAMILY, new Family(LlamaConfig.class, LlamaConfig::fromSection),
            OpenLmConfig.FAMILY, new Family(OpenLmConfig.class, OpenLmConfig::fromSection)));

    private DecoderFamilies() {}

    /**
     * A family's configuration, and how a study file's section becomes one.
     *
     * @param type what a model file is read as
     * @param fromSection reads the keys of the family and gives their defaults and ranges
     */
    private record Family(
            Class<? extends DecoderConfig> type, BiFunction<ConfigMap, Integer, DecoderConfig> fromSection) {}

    /**
     * The decoder of a section of a study file, of the family that it names; without a name it is openlm's. Only keys
     * of that family are asked for, so {@link ConfigMap#refuseUnknownKeys} names all others.
     *
     * @throws IllegalArgumentException if the keys do not fit each other
     */
    public static DecoderConfig fromSection(ConfigMap section, int vocabularySize) {
        String family = section.oneOf(FAMILY, BY_NAME.keySet(), OpenLmConfig.FAMILY);
        return BY_NAME.get(family).fromSection().apply(section, vocabularySize);
    }

    /** Reads a decoder's configuration as the record of the family it names; without a name it is openlm's. */
    public static final class Reader extends JsonDeserializer<DecoderConfig> {
        @Override
        public DecoderConfig deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            ObjectNode tree = parser.getCodec().readTree(parser);
            String family = tree.path(FAMILY).asText(OpenLmConfig.FAMILY);
            Family found = BY_NAME.get(family);
            if (found == null) {
                return context.reportInputMismatch(
                        DecoderConfig.class, "decoder family must be one of %s, found '%s'", BY_NAME.keySet(), family);
            }
            tree.remove(FAMILY);
            return parser.getCodec().treeToValue(tree, found.type());
        }
    }
}
