package io.firstlight.study.training;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How long a stage trains.
 *
 * @param from where it begins: 0, or for a segment of a longer run where the segment before it ended
 * @param to where it ends
 */
public record TrainingBudget(Unit unit, long from, long to) {
    /** What a budget counts. */
    public enum Unit {
        /** Text and visual tokens that enter the decoder, padding excluded. */
        @JsonProperty("tokens")
        TOKENS,
        /** Passes over all samples. */
        @JsonProperty("epochs")
        EPOCHS,
        /** Images seen, repeats counted. */
        @JsonProperty("views")
        VIEWS
    }

    public TrainingBudget {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("a stage cannot train from " + from + " to " + to + " " + unit);
        }
    }

    /** Of a stage that begins with itself. */
    public static TrainingBudget of(Unit unit, long amount) {
        return new TrainingBudget(unit, 0, amount);
    }

    /** Of this stage alone. */
    public long amount() {
        return to - from;
    }

    /** Whether it ends with its data rather than with a count of tokens or views. */
    public boolean endsWithData() {
        return unit == Unit.EPOCHS;
    }
}
