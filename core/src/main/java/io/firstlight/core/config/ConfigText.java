package io.firstlight.core.config;

import io.firstlight.core.error.UserException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The text of a configuration file. */
final class ConfigText {
    private ConfigText() {}

    /** All of {@code file}; throws {@link UserException} if it is absent, unreadable or not UTF-8. */
    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new UserException("there is no file " + file, e);
        } catch (MalformedInputException e) {
            throw new UserException(file + " is not text in UTF-8", e);
        } catch (IOException e) {
            throw new UserException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
