package io.firstlight.core.config;

import java.util.List;

/** A list. */
public final class ConfigList extends ConfigValue {
    private final List<ConfigValue> items;

    ConfigList(ConfigPlace place, String path, List<ConfigValue> items) {
        super(place, path);
        this.items = List.copyOf(items);
    }

    public List<ConfigValue> items() {
        return items;
    }

    @Override
    String found() {
        return "a list";
    }

    @Override
    public Object toPlain() {
        return items.stream().map(ConfigValue::toPlain).toList();
    }
}
