package io.firstlight.train.loop;

import io.firstlight.core.error.UserException;
import java.util.List;
import java.util.Map;

/** The loss or its gradient was not finite; thrown before the update, so the weights are still good. */
public final class NonFiniteLossException extends UserException {
    private static final long serialVersionUID = 1L;

    public NonFiniteLossException(long step, double loss, Map<String, Double> gradientNorms, List<String> sampleIds) {
        super("the loss of step " + step + " is " + loss + " and its gradient norms are " + gradientNorms
                + "; training stopped before the update. Samples of the step: " + sampleIds
                + ". Lower the learning rate or look at these samples.");
    }
}
