package io.firstlight.study.run.process;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.firstlight.core.json.Json;
import io.firstlight.study.run.StageOutcome;
import java.util.Optional;

/** One line from a stage's process to its parent. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "message")
@JsonSubTypes({
    @JsonSubTypes.Type(value = WorkerMessage.Begin.class, name = "begin"),
    @JsonSubTypes.Type(value = WorkerMessage.Update.class, name = "update"),
    @JsonSubTypes.Type(value = WorkerMessage.Close.class, name = "close"),
    @JsonSubTypes.Type(value = WorkerMessage.Line.class, name = "line"),
    @JsonSubTypes.Type(value = WorkerMessage.Alive.class, name = "alive"),
    @JsonSubTypes.Type(value = WorkerMessage.Ended.class, name = "ended")
})
sealed interface WorkerMessage {
    /** Before every message, so that native code that printed half a line to standard output spoils none. */
    String START = "\n";

    /**
     * A progress task begins.
     *
     * @param task its number within the process
     * @param total in {@code unit}, 0 or less when unknown
     */
    record Begin(int task, String label, long total, String unit) implements WorkerMessage {}

    /** A progress task is at {@code done} units. */
    record Update(int task, long done, String detail) implements WorkerMessage {}

    /** A progress task is over. */
    record Close(int task) implements WorkerMessage {}

    /** A line for the user. */
    record Line(String text) implements WorkerMessage {}

    /** Nothing but that the process is not stuck. */
    record Alive() implements WorkerMessage {}

    /** The stage is over; the last message. */
    record Ended(StageOutcome outcome) implements WorkerMessage {}

    /** This message on a line of its own. */
    default String toLine() {
        try {
            return START + Json.mapper().writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message cannot be written as JSON: " + this, e);
        }
    }

    /** The message in {@code line}; empty for anything else that the process or its libraries printed. */
    static Optional<WorkerMessage> parse(String line) {
        try {
            return Optional.of(Json.parse(line, WorkerMessage.class));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
