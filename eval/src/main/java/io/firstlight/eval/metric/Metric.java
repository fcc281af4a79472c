package io.firstlight.eval.metric;

import io.firstlight.eval.answer.Response;
import io.firstlight.eval.item.Question;

/**
 * What an answer is worth. An implementation is stateless and thread-safe, so that a score can be recomputed from a
 * record alone; it is registered in {@link Metrics}.
 */
public interface Metric {
    /** Its name in {@code tasks.json} and in records. */
    String name();

    /** From 0, worthless, to 1, right. */
    double score(Question question, Response response);

    /** The expected score of guessing, from 0 to below 1: where a centred score has its zero. */
    double chance(Question question);
}
