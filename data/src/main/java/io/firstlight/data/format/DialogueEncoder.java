package io.firstlight.data.format;

import io.firstlight.data.tokenize.PromptTemplate;
import io.firstlight.data.tokenize.TextEncoder;

/**
 * Questions and answers as tokens, for training and for evaluation. A question with its template and an answer are
 * tokenized separately and joined, so that an evaluation prompt is token for token what training saw.
 *
 * @param encoder of the data set's texts; a tokenizer must stay open
 * @param template put around every question
 */
public record DialogueEncoder(TextEncoder encoder, PromptTemplate template) {
    /** The template and the question, without {@code <bos>}. */
    public int[] question(String question) {
        return encoder.encode(template, question);
    }

    /** The answer, without {@code <eot>}. */
    public int[] answer(String answer) {
        return encoder.encode(answer);
    }
}
