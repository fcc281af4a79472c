package io.firstlight.train.objective;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * What is being trained for: gives steps, each of which can add its gradient. The loop around it (accumulation,
 * clipping, update, schedule, checkpoints) is the same for next-token prediction, contrastive training and alignment.
 */
public interface Objective {
    /** What the schedule and the budget count: "tokens" or "images". */
    String unit();

    /** Units at the end of training, since its beginning. */
    long plannedUnits();

    /** Units done since the beginning. */
    long doneUnits();

    /** The next step, or empty at the end. {@link #doneUnits} and {@link #cursor} count it as done. */
    Optional<Step> next();

    /** Everything that decides the following steps; a restored objective gives exactly those. */
    JsonNode cursor();

    void restore(JsonNode cursor);

    /** What speaks against {@link #restore restoring} the cursor, in words; empty if nothing does. Changes nothing. */
    default Optional<String> restoreFault(JsonNode cursor) {
        return Optional.empty();
    }

    /** One batch, or this rank's share of it. */
    interface Step {
        /** What the sum of losses is divided by: predicted tokens, or images. */
        long numTargets();

        /**
         * The batch in parts that go forward and backward one after the other, so that only one needs memory at a time;
         * their gradients add up to the batch's.
         *
         * @param rows most rows (or images) of a part, or 0 for a single part. An objective that compares all samples
         *     of a batch with each other gives a single part whatever is asked
         */
        List<MicroBatch> microBatches(int rows);

        /** What the batch was made of, for the message about a loss that is not finite. */
        List<String> sampleIds();
    }

    /** A part of a batch. */
    @FunctionalInterface
    interface MicroBatch {
        /**
         * Adds the gradient of {@code sum of losses / globalTargets} to the model's parameters, within the caller's
         * scope, and returns that quotient: this part's share of the mean loss.
         *
         * @param globalTargets targets of the whole batch, over all its parts and all ranks
         */
        double backward(long globalTargets);
    }
}
