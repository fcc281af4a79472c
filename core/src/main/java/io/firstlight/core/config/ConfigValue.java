package io.firstlight.core.config;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One value of a configuration file with the place it stands at. The {@code as...} methods give it in the wanted type
 * or refuse it with a {@link ConfigException}.
 */
public abstract sealed class ConfigValue permits ConfigMap, ConfigList, ConfigScalar {
    private final ConfigPlace place;
    private final String path;

    ConfigValue(ConfigPlace place, String path) {
        this.place = place;
        this.path = path;
    }

    public ConfigPlace place() {
        return place;
    }

    /** Keys from the top of the file, such as {@code fine_tuning.peak_lr}; empty for the whole file. */
    public String path() {
        return path;
    }

    /** What stands here, in a few words, for messages. */
    abstract String found();

    /** The value in plain Java: Map, List, String, Long, Double or Boolean. Counts as read. */
    public abstract Object toPlain();

    /**
     * An exception about this value, for the caller to throw; {@code message} says what is wrong and what is allowed.
     */
    public ConfigException error(String message) {
        return new ConfigException(place, path.isEmpty() ? message : path + ": " + message);
    }

    /**
     * What {@code record} makes of values that stand here.
     *
     * @throws ConfigException at this place, with the message of an {@link IllegalArgumentException} that it throws
     */
    public <T> T checked(Supplier<T> record) {
        try {
            return record.get();
        } catch (IllegalArgumentException e) {
            throw error(e.getMessage());
        }
    }

    private ConfigException wrongType(String expected) {
        return error("found " + found() + ", expected " + expected);
    }

    public ConfigMap asMap() {
        if (this instanceof ConfigMap map) {
            return map;
        }
        throw wrongType("a mapping (key: value lines, indented)");
    }

    public ConfigList asList() {
        if (this instanceof ConfigList list) {
            return list;
        }
        throw wrongType("a list such as [1, 2]");
    }

    public String asText() {
        if (this instanceof ConfigScalar scalar) {
            return scalar.text();
        }
        throw wrongType("a text");
    }

    public boolean asFlag() {
        if (this instanceof ConfigScalar scalar && !scalar.quoted()) {
            if (scalar.text().equals("true")) {
                return true;
            }
            if (scalar.text().equals("false")) {
                return false;
            }
        }
        throw wrongType("true or false");
    }

    /** A whole number; 900_000, 900k and 1.5M are understood, and refused where they are not whole. */
    public long asWhole(Range range) {
        Optional<Double> number = number();
        if (number.isEmpty() || number.get() != Math.rint(number.get()) || Math.abs(number.get()) > 1L << 53) {
            throw wrongType("a whole number " + range.words());
        }
        return (long) inRange(number.get(), range, "a whole number ");
    }

    public double asNumber(Range range) {
        return inRange(number().orElseThrow(() -> wrongType("a number " + range.words())), range, "a number ");
    }

    /** One of a closed set of names. */
    public String asOneOf(Collection<String> allowed) {
        String text = asText();
        if (allowed.contains(text)) {
            return text;
        }
        throw error("found '" + text + "', which is not known" + suggestion(text, allowed) + "; allowed: "
                + String.join(", ", allowed));
    }

    /**
     * An exception about a name that is not one of {@code allowed}.
     *
     * @param also what else would do, in words
     */
    public ConfigException unknown(String found, Collection<String> allowed, String also) {
        return error("found '" + found + "', which is not known" + suggestion(found, allowed) + "; allowed: "
                + String.join(", ", allowed) + "; " + also);
    }

    /** "; did you mean 'x'?" or nothing. */
    static String suggestion(String found, Collection<String> known) {
        return NearestName.of(found, known)
                .map(name -> "; did you mean '" + name + "'?")
                .orElse("");
    }

    private Optional<Double> number() {
        return this instanceof ConfigScalar scalar && !scalar.quoted()
                ? NumberText.parse(scalar.text())
                : Optional.empty();
    }

    private double inRange(double value, Range range, String kind) {
        if (!range.contains(value)) {
            throw error("found " + found() + ", expected " + kind + range.words());
        }
        return value;
    }

    /** Every item of a list, converted. */
    public interface Conversion<T> {
        T of(ConfigValue value);
    }

    public <T> List<T> asListOf(Conversion<T> conversion) {
        return asList().items().stream().map(conversion::of).toList();
    }
}
