package io.firstlight.train.objective;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * What is being trained for: gives steps, each of which can add its gradient. The loop around it (clipping, update,
 * schedule, checkpoints) is the same for next-token prediction, contrastive training and alignment.
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

    /** One batch. */
    interface Step {
        /**
         * Adds the gradient of the mean loss to the model's parameters, within the caller's scope, and returns that
         * mean.
         */
        double backward();

        /** What the batch was made of, for the message about a loss that is not finite. */
        List<String> sampleIds();
    }
}
