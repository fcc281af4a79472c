package io.firstlight.eval.answer;

import io.firstlight.core.progress.Progress;
import io.firstlight.eval.item.JsonFields;
import io.firstlight.eval.item.Question;
import java.util.List;
import java.util.Set;

/**
 * How a model gives its answers to the items of a task: by choosing an option, later by generating text or naming a
 * box. An implementation is stateless and thread-safe; it is registered in {@link AnswerMethods}.
 */
public interface AnswerMethod {
    /** Its name in {@code tasks.json} and in records. */
    String name();

    /** The keys of an item's line that hold what is asked and what is right; read by {@link #question}. */
    Set<String> itemKeys();

    /**
     * Reads a question from an item's line.
     *
     * @throws IllegalArgumentException saying which key is wrong and what was expected
     */
    Question question(JsonFields line);

    /**
     * Asks a model. Consumes no randomness.
     *
     * @param asked items of any number of tasks, which may share batches
     * @return one response per item, in the order given
     */
    List<Response> answer(List<AskedItem> asked, Respondent respondent, Progress progress);

    /** The continuous score of a response. */
    GoldProbability goldProbability(Question question, Response response);

    /**
     * Checks a response that was read from a record.
     *
     * @throws IllegalArgumentException if the response cannot have come from this method, as in a damaged record
     */
    void check(Question question, Response response);
}
