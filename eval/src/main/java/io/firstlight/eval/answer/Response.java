package io.firstlight.eval.answer;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * What a model answered to one item.
 *
 * @param text the answer; empty when the model gave no single one
 * @param logProbabilities natural logarithms of the probability of every option in its order, or of every accepted
 *     answer where there are no options; finite
 * @param numTokens over how many tokens each of them is summed, at least 1
 */
public record Response(String text, List<Double> logProbabilities, List<Integer> numTokens) {
    public Response {
        if (text == null || logProbabilities == null || numTokens == null) {
            throw new IllegalArgumentException("text, logProbabilities and numTokens are all needed");
        }
        logProbabilities = List.copyOf(logProbabilities);
        numTokens = List.copyOf(numTokens);
        if (logProbabilities.stream().anyMatch(value -> !Double.isFinite(value))) {
            throw new IllegalArgumentException(
                    "logProbabilities are " + logProbabilities + "; every one is a finite number");
        }
        if (numTokens.size() != logProbabilities.size() || numTokens.stream().anyMatch(count -> count < 1)) {
            throw new IllegalArgumentException("numTokens are " + numTokens + " for " + logProbabilities.size()
                    + " log-probabilities; each is over at least one token");
        }
    }

    /** Whether the model gave an answer at all. */
    @JsonIgnore
    public boolean isGiven() {
        return !text.isEmpty();
    }
}
