package io.firstlight.data.dataset;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The words around a question; training and evaluation use the same.
 *
 * @param beforeQuestion for example {@code "<question> "}
 * @param beforeAnswer for example {@code " <answer> "}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PromptTemplate(String beforeQuestion, String beforeAnswer) {
    public PromptTemplate {
        beforeQuestion = beforeQuestion == null ? "" : beforeQuestion;
        beforeAnswer = beforeAnswer == null ? "" : beforeAnswer;
    }

    /** Everything from the question's beginning to where the answer begins. */
    public String around(String question) {
        return beforeQuestion + question + beforeAnswer;
    }
}
