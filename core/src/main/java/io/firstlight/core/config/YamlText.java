package io.firstlight.core.config;

import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Plain values as YAML that {@link YamlFile} reads back. */
public final class YamlText {
    private static final int COLUMNS = 120;

    private YamlText() {}

    /** A mapping in the order of its keys; mappings and lists of plain values stand on one line. */
    public static String of(Map<String, Object> values) {
        return new Dump(DumpSettings.builder()
                        .setDefaultFlowStyle(FlowStyle.AUTO)
                        .setWidth(COLUMNS)
                        .build())
                .dumpToString(values);
    }
}
