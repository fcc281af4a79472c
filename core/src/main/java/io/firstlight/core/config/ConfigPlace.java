package io.firstlight.core.config;

/**
 * Where something stands in a file.
 *
 * @param line counted from 1
 */
public record ConfigPlace(String file, int line) {
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
