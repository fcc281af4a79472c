package io.firstlight.study.run;

import io.firstlight.core.error.UserException;

/** A stage did not finish; the study stopped, what had finished stays. */
public final class StageFailedException extends UserException {
    private static final long serialVersionUID = 1L;

    StageFailedException(String label, Throwable cause) {
        super(
                "stage '" + label + "' failed: " + reason(cause)
                        + "\nWhat had finished is kept; the same command goes on from there.",
                cause);
    }

    private static String reason(Throwable cause) {
        return cause instanceof UserException ? cause.getMessage() : cause.toString();
    }

    /** 2 when the user can mend it, else 1. */
    @Override
    public int exitCode() {
        return getCause() instanceof UserException mistake ? mistake.exitCode() : 1;
    }
}
