package io.firstlight.core.config;

import io.firstlight.core.text.Utf8Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Loads a YAML 1.2 file whose top is a mapping, keeping the line of every key and value. */
public final class YamlFile {
    private final String file;

    private YamlFile(String file) {
        this.file = file;
    }

    public static ConfigMap load(Path file) {
        return parse(Utf8Text.read(file), file.toString());
    }

    /** As {@link #load}, from a text; {@code file} is the name that messages give. */
    public static ConfigMap parse(String text, String file) {
        return new YamlFile(file).parse(text);
    }

    private ConfigMap parse(String text) {
        Optional<Node> top;
        try {
            top = new Compose(LoadSettings.builder()
                            .setLabel(file)
                            .setUseMarks(true)
                            .build())
                    .composeString(text);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark()
                    .or(e::getContextMark)
                    .map(mark -> mark.getLine() + 1)
                    .orElse(1);
            throw new ConfigException(new ConfigPlace(file, line), "this is not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new ConfigException(new ConfigPlace(file, 1), "this is not YAML: " + e.getMessage());
        }
        ConfigValue value =
                convert(top.orElseThrow(() -> new ConfigException(new ConfigPlace(file, 1), "the file is empty")), "");
        return value.asMap();
    }

    private ConfigValue convert(Node node, String path) {
        ConfigPlace place = place(node);
        if (node instanceof ScalarNode scalar) {
            return new ConfigScalar(place, path, scalar.getValue(), scalar.getScalarStyle() != ScalarStyle.PLAIN);
        }
        if (node instanceof SequenceNode sequence) {
            List<ConfigValue> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                items.add(convert(item, path + "[" + items.size() + "]"));
            }
            return new ConfigList(place, path, items);
        }
        if (node instanceof MappingNode mapping) {
            return convertMapping(mapping, place, path);
        }
        throw new ConfigException(place, "aliases to an enclosing value are not supported");
    }

    private ConfigMap convertMapping(MappingNode mapping, ConfigPlace place, String path) {
        Map<String, ConfigValue> values = new LinkedHashMap<>();
        Map<String, ConfigPlace> places = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode keyNode)) {
                throw new ConfigException(place(tuple.getKeyNode()), "a key must be a plain name");
            }
            String key = keyNode.getValue();
            String keyPath = path.isEmpty() ? key : path + "." + key;
            if (values.put(key, convert(tuple.getValueNode(), keyPath)) != null) {
                throw new ConfigException(
                        place(keyNode),
                        keyPath + ": the key stands twice, first on line "
                                + places.get(key).line());
            }
            places.put(key, place(keyNode));
        }
        return new ConfigMap(place, path, values, places);
    }

    private ConfigPlace place(Node node) {
        return new ConfigPlace(file, node.getStartMark().map(Mark::getLine).orElse(0) + 1);
    }
}
