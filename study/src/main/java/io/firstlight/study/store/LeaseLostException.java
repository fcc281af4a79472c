package io.firstlight.study.store;

/**
 * Another process has taken over the stage, because this one seemed dead. What it made here since counts for nothing.
 */
public final class LeaseLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLostException(WorkArea area, Throwable cause) {
        super("the lease on " + area.root() + " was taken over by another process", cause);
    }
}
