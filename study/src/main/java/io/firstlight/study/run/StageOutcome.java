package io.firstlight.study.run;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.firstlight.core.error.UserException;
import io.firstlight.study.store.StoreFaults;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** How the execution of a {@link StageTask} ended. Serialisable as JSON, with its kind under {@code outcome}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = StageOutcome.Finished.class, name = "finished"),
    @JsonSubTypes.Type(value = StageOutcome.Failed.class, name = "failed"),
    @JsonSubTypes.Type(value = StageOutcome.Killed.class, name = "killed")
})
public sealed interface StageOutcome {
    /** Why the stage is not finished, in a sentence; empty if it is. */
    String reasonText();

    /**
     * The output directory holds the whole result.
     *
     * @param seconds that the body ran, without the start of a process around it
     * @param environment of the process that computed it, see {@link io.firstlight.study.cost.Environment}
     */
    record Finished(double seconds, Map<String, String> environment) implements StageOutcome {
        public Finished {
            environment = Map.copyOf(environment);
        }

        @Override
        public String reasonText() {
            return "";
        }
    }

    /**
     * The body threw.
     *
     * @param message for the user
     * @param trace the stack trace, for the log
     */
    record Failed(Reason reason, String message, String trace) implements StageOutcome {

        /** Classifies what a stage's body threw. */
        public static Failed of(Throwable cause) {
            StringWriter trace = new StringWriter();
            cause.printStackTrace(new PrintWriter(trace, true));
            String message = cause instanceof UserException ? cause.getMessage() : cause.toString();
            return new Failed(Reason.of(cause), message, trace.toString());
        }

        @Override
        public String reasonText() {
            return message;
        }
    }

    /**
     * The process of the stage ended before the body did, or hung and was ended.
     *
     * @param how for the user, such as "process 4711 was killed by signal 9 (SIGKILL)"
     * @param log the file with what the process wrote
     */
    record Killed(String how, String log) implements StageOutcome {
        @Override
        public String reasonText() {
            return how + "; what it wrote is in " + log;
        }
    }

    /** Why a body threw. */
    enum Reason {
        /** A mistake in the study file or the data. */
        USER_MISTAKE,
        DISK_FULL,
        NO_PERMISSION,
        READ_ONLY_DISK,
        NOT_A_DIRECTORY,
        TOO_MANY_OPEN_FILES,
        /** The Java heap is too small. */
        HEAP_FULL,
        /** The machine's memory is too small for the tensors. */
        MEMORY_FULL,
        /** A fault in Firstlight or in a library. */
        FAULT;

        /** What libtorch says when the system gives it no memory. */
        private static final String TENSOR_ALLOCATION = "can't allocate memory";

        private static Reason of(Throwable cause) {
            if (cause instanceof UserException) {
                // Its message names what is full or closed, which need not be the store.
                return USER_MISTAKE;
            }
            for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
                if (inner instanceof OutOfMemoryError) {
                    return HEAP_FULL;
                }
                if (String.valueOf(inner.getMessage()).contains(TENSOR_ALLOCATION)) {
                    return MEMORY_FULL;
                }
            }
            return StoreFaults.kindOf(cause).map(Reason::ofDisk).orElse(FAULT);
        }

        private static Reason ofDisk(StoreFaults.Kind kind) {
            return switch (kind) {
                case DISK_FULL -> DISK_FULL;
                case NO_PERMISSION -> NO_PERMISSION;
                case READ_ONLY_DISK -> READ_ONLY_DISK;
                case NOT_A_DIRECTORY -> NOT_A_DIRECTORY;
                case TOO_MANY_OPEN_FILES -> TOO_MANY_OPEN_FILES;
            };
        }
    }
}
