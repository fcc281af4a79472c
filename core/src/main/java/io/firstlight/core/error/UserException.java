package io.firstlight.core.error;

/**
 * A mistake the user can fix: a wrong study file, a full disk, a missing image. The command line prints its message
 * alone, without a stack trace, and exits with {@link #exitCode()}. The message says what was found, what was expected,
 * where, and what to do.
 */
public class UserException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UserException(String message) {
        super(message);
    }

    public UserException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Exit status of the process: 2 for a usage or input mistake. */
    public int exitCode() {
        return 2;
    }
}
