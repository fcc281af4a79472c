package io.firstlight.data.format;

import java.util.Map;
import java.util.TreeMap;

/** The options of a source by key; which keys and values a format takes, {@link SampleFormats} says. Immutable. */
public record FormatOptions(Map<String, String> values) {
    public static final FormatOptions NONE = new FormatOptions(Map.of());

    public FormatOptions {
        values = Map.copyOf(new TreeMap<>(values));
    }

    /** The value of {@code key}, or {@code otherwise} where the source does not give it. */
    public String text(String key, String otherwise) {
        return values.getOrDefault(key, otherwise);
    }

    /** These options with one more, which replaces an earlier value. */
    public FormatOptions with(String key, String value) {
        Map<String, String> more = new TreeMap<>(values);
        more.put(key, value);
        return new FormatOptions(more);
    }
}
