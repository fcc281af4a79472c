package io.firstlight.core.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A mapping that remembers which keys were asked for, so that {@link #refuseUnknownKeys} can name those nobody knows.
 * Read it once, on one thread.
 */
public final class ConfigMap extends ConfigValue {
    private final Map<String, ConfigValue> values;
    private final Map<String, ConfigPlace> keyPlaces;
    private final Set<String> asked = new TreeSet<>();
    /** What was read, in the order of reading: values with defaults filled in, and mappings. */
    private final Map<String, Object> read = new LinkedHashMap<>();

    ConfigMap(ConfigPlace place, String path, Map<String, ConfigValue> values, Map<String, ConfigPlace> keyPlaces) {
        super(place, path);
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        this.keyPlaces = Map.copyOf(keyPlaces);
    }

    /** A mapping without keys, for sections that may be left out. */
    private static ConfigMap empty(ConfigPlace place, String path) {
        return new ConfigMap(place, path, Map.of(), Map.of());
    }

    public boolean has(String key) {
        asked.add(key);
        return values.containsKey(key);
    }

    /** The keys in the file's order; asks for none of them. */
    public Set<String> keys() {
        return values.keySet();
    }

    /** The value of a key that must be there. */
    public ConfigValue get(String key) {
        if (!has(key)) {
            Set<String> unasked = new TreeSet<>(values.keySet());
            unasked.removeAll(asked);
            String near = NearestName.of(key, unasked)
                    .map(name -> "; there is '" + name + "' (line "
                            + keyPlaces.get(name).line() + "), which is not known: is that what it was meant to be?")
                    .orElseGet(() -> unasked.stream()
                            .flatMap(name -> WantedFeature.about(name).stream())
                            .map(wanted -> "; " + wanted)
                            .findFirst()
                            .orElse(""));
            throw error("the key '" + key + "' is missing" + near);
        }
        return values.get(key);
    }

    public String text(String key) {
        return noted(key, get(key).asText());
    }

    public String text(String key, String otherwise) {
        return has(key) ? text(key) : otherwise(key, otherwise);
    }

    public boolean flag(String key, boolean otherwise) {
        return has(key) ? noted(key, get(key).asFlag()) : otherwise(key, otherwise);
    }

    public long whole(String key, Range range) {
        return noted(key, get(key).asWhole(range));
    }

    public long whole(String key, Range range, long otherwise) {
        return has(key) ? whole(key, range) : otherwise(key, otherwise);
    }

    /** A whole number that fits an int. */
    public int count(String key, Range range) {
        long value = whole(key, range);
        if (value != (int) value) {
            throw get(key).error("found " + get(key).found() + ", which is too large; at most " + Integer.MAX_VALUE);
        }
        return (int) value;
    }

    public int count(String key, Range range, int otherwise) {
        return has(key) ? count(key, range) : otherwise(key, otherwise);
    }

    public double number(String key, Range range) {
        return noted(key, get(key).asNumber(range));
    }

    public double number(String key, Range range, double otherwise) {
        return has(key) ? number(key, range) : otherwise(key, otherwise);
    }

    public String oneOf(String key, Set<String> allowed) {
        return noted(key, get(key).asOneOf(new TreeSet<>(allowed)));
    }

    public String oneOf(String key, Set<String> allowed, String otherwise) {
        return has(key) ? oneOf(key, allowed) : otherwise(key, otherwise);
    }

    public ConfigMap map(String key) {
        return noted(key, get(key).asMap());
    }

    /** The mapping under {@code key}, or one without keys. */
    public ConfigMap mapOrEmpty(String key) {
        return has(key) ? map(key) : noted(key, empty(place(), below(key)));
    }

    private String below(String key) {
        return path().isEmpty() ? key : path() + "." + key;
    }

    /** {@code value}, which is what a key that is left out means; {@link #resolved} has it. */
    public <T> T otherwise(String key, T value) {
        return noted(key, value);
    }

    private <T> T noted(String key, T value) {
        read.put(key, value);
        return value;
    }

    /**
     * Everything that was read, with the defaults of keys that were left out: plain values and maps, in the order of
     * reading. Call it last, since it asks for what it finds.
     */
    public Map<String, Object> resolved() {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : read.entrySet()) {
            if (!(entry.getValue() instanceof ConfigMap map)) {
                all.put(entry.getKey(), entry.getValue());
            } else if (!map.resolved().isEmpty()) {
                all.put(entry.getKey(), map.resolved());
            }
        }
        // Lists and other values that were read without a key's own type.
        values.forEach((key, value) -> {
            if (asked.contains(key) && !all.containsKey(key)) {
                all.put(key, resolved(value));
            }
        });
        return all;
    }

    private static Object resolved(ConfigValue value) {
        if (value instanceof ConfigList list) {
            return list.items().stream().map(ConfigMap::resolved).toList();
        }
        return value instanceof ConfigMap map && !map.read.isEmpty() ? map.resolved() : value.toPlain();
    }

    /**
     * This mapping with {@code value} under {@code keyPath}, whose parts are divided by dots; mappings on the way are
     * made where they are missing. Messages about the value name the place it came from.
     */
    public ConfigMap with(String keyPath, ConfigValue value) {
        int dot = keyPath.indexOf('.');
        String key = dot < 0 ? keyPath : keyPath.substring(0, dot);
        ConfigValue old = values.get(key);
        ConfigValue changed;
        if (dot >= 0) {
            changed = (old == null ? empty(value.place(), below(key)) : old.asMap())
                    .with(keyPath.substring(dot + 1), value);
        } else {
            changed = old instanceof ConfigMap under && value instanceof ConfigMap over
                    ? under.overlaidWith(over)
                    : fresh(value);
        }
        Map<String, ConfigValue> merged = new LinkedHashMap<>();
        values.forEach((name, present) -> merged.put(name, fresh(present)));
        merged.put(key, changed);
        Map<String, ConfigPlace> places = new LinkedHashMap<>(keyPlaces);
        places.put(key, dot < 0 ? value.place() : places.getOrDefault(key, value.place()));
        return new ConfigMap(place(), path(), merged, places);
    }

    /** Fails at the first key, here or in a mapping below that was read, which nobody has asked for. */
    public void refuseUnknownKeys() {
        for (Map.Entry<String, ConfigValue> entry : values.entrySet()) {
            String key = entry.getKey();
            if (!asked.contains(key)) {
                String what =
                        WantedFeature.about(key).orElseGet(() -> "unknown key '" + key + "'" + suggestion(key, asked));
                throw new ConfigException(
                        keyPlaces.get(key),
                        (path().isEmpty() ? "" : path() + ": ") + what + "; known here: " + String.join(", ", asked));
            }
            if (entry.getValue() instanceof ConfigMap map) {
                map.refuseUnknownKeys();
            } else if (entry.getValue() instanceof ConfigList list) {
                list.items().stream()
                        .filter(ConfigMap.class::isInstance)
                        .map(ConfigMap.class::cast)
                        .forEach(ConfigMap::refuseUnknownKeys);
            }
        }
    }

    /** This mapping with {@code overlay} laid over it: mappings merge key by key, everything else is replaced. */
    public ConfigMap overlaidWith(ConfigMap overlay) {
        Map<String, ConfigValue> merged = new LinkedHashMap<>();
        Map<String, ConfigPlace> places = new LinkedHashMap<>(keyPlaces);
        values.forEach((key, value) -> merged.put(key, fresh(value)));
        overlay.values.forEach((key, over) -> {
            ConfigValue under = merged.get(key);
            merged.put(
                    key,
                    under instanceof ConfigMap map && over instanceof ConfigMap overMap
                            ? map.overlaidWith(overMap)
                            : fresh(over));
            places.put(key, overlay.keyPlaces.get(key));
        });
        return new ConfigMap(place(), path(), merged, places);
    }

    /** This mapping without some keys. */
    public ConfigMap without(String... keys) {
        Map<String, ConfigValue> rest = new LinkedHashMap<>();
        values.forEach((key, value) -> rest.put(key, fresh(value)));
        for (String key : keys) {
            rest.remove(key);
        }
        return new ConfigMap(place(), path(), rest, keyPlaces);
    }

    /** A copy that has not been asked for anything: what one reader knows must not excuse another. */
    private static ConfigValue fresh(ConfigValue value) {
        if (value instanceof ConfigMap map) {
            return map.without();
        }
        if (value instanceof ConfigList list) {
            return new ConfigList(
                    list.place(),
                    list.path(),
                    list.items().stream().map(ConfigMap::fresh).toList());
        }
        return value;
    }

    @Override
    String found() {
        return "a mapping";
    }

    @Override
    public Map<String, Object> toPlain() {
        Map<String, Object> plain = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            asked.add(key);
            plain.put(key, value.toPlain());
        });
        return plain;
    }
}
