package io.firstlight.study.chain.section;

import io.firstlight.core.config.ConfigList;
import io.firstlight.core.config.ConfigMap;
import io.firstlight.core.config.ConfigValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which stage comes after which: the stages of a section in an order in which each follows those it names. */
final class StageOrder {
    static final String NEW = "new";

    private static final Set<String> TAKEN = Set.of("data", "image_features", "evaluation", NEW);
    private final ConfigMap stages;
    private final Map<String, ConfigMap> ordered = new LinkedHashMap<>();
    private final Set<String> onTheWay = new LinkedHashSet<>();

    private StageOrder(ConfigMap stages) {
        this.stages = stages;
    }

    /** The stages by name: those that train an image encoder first, otherwise as near to the file's order as can be. */
    static Map<String, ConfigMap> of(ConfigMap stages) {
        StageOrder order = new StageOrder(stages);
        if (stages.keys().isEmpty()) {
            throw stages.error("name at least one stage");
        }
        for (String name : stages.keys()) {
            ConfigMap stage = stages.map(name);
            if (!name.matches("[a-z][a-z0-9_]*") || TAKEN.contains(name)) {
                throw stage.error("'" + name + "' is no name for a stage; use lower-case letters, digits and '_', and"
                        + " none of data, evaluation, image_features, new");
            }
        }
        stages.keys().stream().filter(order::trainsEncoder).forEach(order::visit);
        stages.keys().forEach(order::visit);
        return order.ordered;
    }

    private boolean trainsEncoder(String name) {
        ConfigMap stage = stages.map(name);
        return stage.has("objective") && stage.get("objective").asText().equals(StageObjective.CONTRASTIVE.name);
    }

    private void visit(String name) {
        if (ordered.containsKey(name)) {
            return;
        }
        onTheWay.add(name);
        for (ConfigValue reference : references(stages.map(name))) {
            String other = reference.asOneOf(stages.keys());
            if (onTheWay.contains(other)) {
                List<String> circle = new ArrayList<>(onTheWay);
                throw reference.error("stages cannot go round in a circle: "
                        + String.join(" after ", circle.subList(circle.indexOf(other), circle.size())) + " after "
                        + other);
            }
            visit(other);
        }
        onTheWay.remove(name);
        ordered.put(name, stages.map(name));
    }

    /** What a stage says it comes after or starts from. */
    static List<ConfigValue> references(ConfigMap stage) {
        List<ConfigValue> references = new ArrayList<>();
        if (stage.has("after")) {
            if (stage.get("after") instanceof ConfigList list) {
                throw NotSupportedYet.at(list, "several stages under 'after', whose weights would be averaged");
            }
            references.add(stage.get("after"));
        }
        ConfigMap start = stage.mapOrEmpty("start");
        for (String module : Lineage.MODULES.keySet()) {
            if (start.has(module) && !start.get(module).asText().equals(NEW)) {
                references.add(start.get(module));
            }
        }
        return references;
    }
}
