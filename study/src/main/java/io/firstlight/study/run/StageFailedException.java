package io.firstlight.study.run;

import io.firstlight.core.error.UserException;
import io.firstlight.core.text.Quantities;
import io.firstlight.study.run.StageOutcome.Failed;
import io.firstlight.study.run.StageOutcome.Killed;
import io.firstlight.study.store.StoreFaults;
import java.nio.file.Path;

/** A stage did not finish; the study stopped, what had finished stays. */
public final class StageFailedException extends UserException {
    private static final long serialVersionUID = 1L;
    private final int exitCode;

    /** Carries the stack trace of another thread or process as its text. */
    private static final class ElsewhereException extends Exception {
        private static final long serialVersionUID = 1L;

        ElsewhereException(String trace) {
            super(trace, null, false, false);
        }
    }

    private StageFailedException(String label, String reason, Throwable cause, int exitCode) {
        super(
                "stage '" + label + "' failed: " + reason
                        + "\nWhat had finished is kept; the same command continues from there.",
                cause);
        this.exitCode = exitCode;
    }

    /**
     * The exception for a stage whose body failed.
     *
     * @param root root of the store, named where its disk is the reason
     */
    static StageFailedException of(String label, Failed failed, Path root) {
        String doing = "stage '" + label + "'";
        String reason = switch (failed.reason()) {
            case DISK_FULL -> StoreFaults.Kind.DISK_FULL.message(doing, root);
            case NO_PERMISSION -> StoreFaults.Kind.NO_PERMISSION.message(doing, root);
            case READ_ONLY_DISK -> StoreFaults.Kind.READ_ONLY_DISK.message(doing, root);
            case NOT_A_DIRECTORY -> StoreFaults.Kind.NOT_A_DIRECTORY.message(doing, root);
            case TOO_MANY_OPEN_FILES -> StoreFaults.Kind.TOO_MANY_OPEN_FILES.message(doing, root);
            case HEAP_FULL ->
                "the Java heap of " + Quantities.bytes(Runtime.getRuntime().maxMemory()) + " is full ("
                        + failed.message() + "). Give it more memory with FIRSTLIGHT_HEAP (docs/launcher.md).";
            case MEMORY_FULL ->
                "the machine's memory is full ("
                        + failed.message().lines().findFirst().orElse("")
                        + "). Run fewer stages at once with --workers, give the Java heap less with FIRSTLIGHT_HEAP, or"
                        + " use a machine with more memory; ./firstlight study plan says what each stage needs.";
            case USER_MISTAKE, FAULT -> failed.message();
        };
        boolean mendable = failed.reason() != StageOutcome.Reason.FAULT;
        return new StageFailedException(label, reason, new ElsewhereException(failed.trace()), mendable ? 2 : 1);
    }

    static StageFailedException of(String label, Killed killed) {
        String reason = killed.reasonText();
        return new StageFailedException(label, reason, new ElsewhereException(reason), 1);
    }

    /** 2 when the user can fix it, else 1. */
    @Override
    public int exitCode() {
        return exitCode;
    }
}
