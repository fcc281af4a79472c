package io.firstlight.core.config;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as people write them: 4e-3, 900_000, 900k, 1.5M, 2B, 4.3T. */
final class NumberText {
    private static final Pattern NUMBER =
            Pattern.compile("([-+]?(?:[0-9][0-9_]*(?:\\.[0-9_]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?)([kMBT]?)");
    private static final Map<String, Double> SCALES = Map.of("", 1.0, "k", 1e3, "M", 1e6, "B", 1e9, "T", 1e12);

    private NumberText() {}

    static Optional<Double> parse(String text) {
        Matcher matcher = NUMBER.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(Double.parseDouble(matcher.group(1).replace("_", "")) * SCALES.get(matcher.group(2)));
    }
}
