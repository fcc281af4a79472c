package io.firstlight.data.format;

import io.firstlight.data.tokenize.PromptTemplate;
import io.firstlight.data.tokenize.TextTokenizer;
import java.util.function.Function;

/**
 * Questions and answers as tokens, for training and for evaluation. A question with its template and an answer are
 * tokenized separately and joined, so that an evaluation prompt is token for token what training saw.
 *
 * @param encode turns text into token ids without adding special tokens
 * @param template put around every question
 */
public record DialogueEncoder(Function<String, int[]> encode, PromptTemplate template) {
    /** Encodes with {@code tokenizer}, which must stay open. */
    public DialogueEncoder(TextTokenizer tokenizer, PromptTemplate template) {
        this(tokenizer::encode, template);
    }

    /** The template and the question, without {@code <bos>}. */
    public int[] question(String question) {
        return encode.apply(template.around(question));
    }

    /** The answer, without {@code <eot>}. */
    public int[] answer(String answer) {
        return encode.apply(answer);
    }
}
