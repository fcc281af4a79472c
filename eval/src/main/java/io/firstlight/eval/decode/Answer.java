package io.firstlight.eval.decode;

import java.util.List;

/**
 * What a model says.
 *
 * @param text the answer in words
 * @param complete whether the model ended it; otherwise it was cut at the greatest length
 * @param first the most probable first tokens, best first: what else it might have said
 */
public record Answer(String text, boolean complete, List<Candidate> first) {
    /**
     * A possible first token of the answer.
     *
     * @param token the token as text
     * @param probability in [0, 1]
     */
    public record Candidate(String token, double probability) {}

    public Answer {
        first = List.copyOf(first);
    }
}
