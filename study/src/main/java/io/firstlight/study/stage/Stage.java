package io.firstlight.study.stage;

import io.firstlight.core.json.Json;
import io.firstlight.core.key.StageKey;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One step of a study: a pure function of its spec and its inputs, named by its key.
 *
 * @param name what the study calls it, such as {@code fine_tuning}: the same for the stages of all recipes and seeds
 * @param label for people, unique within a study
 * @param key of the result: the hash of spec, input keys and numerics version
 * @param location where to find what is not in the store (a user's data directory); not part of the key
 * @param inputs results this stage reads, by role
 */
public record Stage(
        String name,
        String label,
        StageKey key,
        StageSpec spec,
        String location,
        SortedMap<StageRole, StageKey> inputs) {
    /** Raised whenever the same settings would give other numbers or other files; every key depends on it. */
    public static final int NUMERICS_VERSION = 7;

    /** What stands before the seed in a label. */
    public static final String SEED = " · seed ";

    public Stage {
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
        spec.inputRoles().require(label, inputs.keySet());
    }

    /** A stage and its key. */
    public static Stage of(String name, String label, StageSpec spec, Map<StageRole, StageKey> inputs) {
        return of(name, label, spec, "", inputs);
    }

    /** As {@link #of(String, String, StageSpec, Map)}, for a stage that also reads {@code location}. */
    public static Stage of(
            String name, String label, StageSpec spec, String location, Map<StageRole, StageKey> inputs) {
        SortedMap<String, String> inputKeys = new TreeMap<>();
        inputs.forEach((role, key) -> inputKeys.put(role.name(), key.hex()));
        StageKey key =
                StageKey.of(Map.of("spec", Json.tree(spec), "inputs", inputKeys, "numericsVersion", NUMERICS_VERSION));
        return new Stage(name, label, key, spec, location, new TreeMap<>(inputs));
    }

    public boolean reads(StageRole role) {
        return inputs.containsKey(role);
    }

    /** The same stage with {@code suffix} in its label, before the seed. */
    public Stage withLabelSuffix(String suffix) {
        int seed = label.indexOf(SEED);
        String changed =
                seed < 0 ? label + ", " + suffix : label.substring(0, seed) + ", " + suffix + label.substring(seed);
        return new Stage(name, changed, key, spec, location, inputs);
    }

    /** Its name as people read it. */
    public String words() {
        return name.replace('_', ' ');
    }
}
