package io.firstlight.data.format;

import io.firstlight.data.tokenize.PromptTemplate;
import io.firstlight.data.tokenize.TextTokenizer;

/**
 * Questions and answers as tokens. A question with its template and an answer are tokenized apart and joined, so that
 * an evaluation prompt is token for token what training saw.
 */
public record DialogueEncoder(TextTokenizer tokenizer, PromptTemplate template) {
    /** The template and the question, without {@code <bos>}. */
    public int[] question(String question) {
        return tokenizer.encode(template.around(question));
    }

    /** The answer, without {@code <eot>}. */
    public int[] answer(String answer) {
        return tokenizer.encode(answer);
    }
}
