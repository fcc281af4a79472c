package io.firstlight.core.config;

import io.firstlight.core.error.UserException;

/** A mistake in a configuration file; the message starts with file and line. */
public final class ConfigException extends UserException {
    private static final long serialVersionUID = 1L;

    public ConfigException(ConfigPlace place, String message) {
        super(place + ": " + message);
    }
}
