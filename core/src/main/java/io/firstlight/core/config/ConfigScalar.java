package io.firstlight.core.config;

import java.util.Optional;

/** A text, number or flag. */
public final class ConfigScalar extends ConfigValue {
    private final String text;
    private final boolean quoted;

    ConfigScalar(ConfigPlace place, String path, String text, boolean quoted) {
        super(place, path);
        this.text = text;
        this.quoted = quoted;
    }

    String text() {
        return text;
    }

    /** Whether the file has it in quotes, which makes it a text whatever it looks like. */
    boolean quoted() {
        return quoted;
    }

    @Override
    String found() {
        return text.isEmpty() && !quoted ? "nothing" : "'" + text + "'";
    }

    @Override
    public Object toPlain() {
        if (!quoted) {
            if (text.equals("true") || text.equals("false")) {
                return Boolean.valueOf(text);
            }
            Optional<Double> number = NumberText.parse(text);
            if (number.isPresent()) {
                double value = number.get();
                if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
                    return (long) value;
                }
                return value;
            }
        }
        return text;
    }
}
