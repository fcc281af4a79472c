package io.firstlight.core.key;

import io.firstlight.core.file.Checksums;
import io.firstlight.core.json.Json;

/**
 * The name of a stage's result: the SHA-256 of everything the result depends on (resolved configuration, keys of its
 * inputs, fingerprint of its data, numerics version), in canonical JSON. 64 lower-case hexadecimal digits.
 */
public record StageKey(String hex) implements Comparable<StageKey> {
    public StageKey {
        if (!isKey(hex)) {
            throw new IllegalArgumentException("a stage key is 64 hexadecimal digits, found '" + hex + "'");
        }
    }

    /** Whether {@code text} is a key's name, such as that of a directory that was found. */
    public static boolean isKey(String text) {
        return text.matches("[0-9a-f]{64}");
    }

    /** The key of {@code dependsOn}: any value that Jackson can write. */
    public static StageKey of(Object dependsOn) {
        return new StageKey(Checksums.sha256(Json.canonical(dependsOn)));
    }

    /** The first twelve digits, for people and for progress lines. */
    public String abbreviated() {
        return hex.substring(0, 12);
    }

    @Override
    public int compareTo(StageKey other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
