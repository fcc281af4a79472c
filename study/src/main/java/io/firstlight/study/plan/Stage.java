package io.firstlight.study.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.json.Json;
import io.firstlight.core.key.StageKey;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One step of a study: a pure function of its settings and its inputs, named by its key.
 *
 * @param label for people, unique within a study
 * @param settings one of {@link StageSettings}, as a tree; part of the key
 * @param location where to find what is not in the store (a user's data directory); not part of the key
 * @param inputs results this stage reads, by role
 */
public record Stage(
        StageKind kind,
        String label,
        StageKey key,
        JsonNode settings,
        String location,
        SortedMap<StageRole, StageKey> inputs) {

    /** Raised whenever the same settings would give other numbers or other files; every key depends on it. */
    public static final int NUMERICS_VERSION = 6;

    public Stage {
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
    }

    /** A stage and its key. {@code settings} is a record of {@link StageSettings}. */
    public static Stage of(StageKind kind, String label, Object settings, Map<StageRole, StageKey> inputs) {
        return of(kind, label, settings, "", inputs);
    }

    /** As {@link #of(StageKind, String, Object, Map)}, for a stage that also reads {@code location}. */
    public static Stage of(
            StageKind kind, String label, Object settings, String location, Map<StageRole, StageKey> inputs) {
        JsonNode tree = Json.tree(settings);
        SortedMap<String, String> inputKeys = new TreeMap<>();
        inputs.forEach((role, key) -> inputKeys.put(role.name(), key.hex()));
        StageKey key = StageKey.of(
                Map.of("kind", kind, "settings", tree, "inputs", inputKeys, "numericsVersion", NUMERICS_VERSION));
        return new Stage(kind, label, key, tree, location, new TreeMap<>(inputs));
    }

    /** The settings as the record they were made from. */
    public <T> T settings(Class<T> type) {
        try {
            return Json.mapper().treeToValue(settings, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the settings of stage '" + label + "' are not " + type.getSimpleName(), e);
        }
    }

    public boolean reads(StageRole role) {
        return inputs.containsKey(role);
    }
}
