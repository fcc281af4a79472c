package io.firstlight.data.tokenize;

/**
 * The words around a question; training and evaluation use the same.
 *
 * @param beforeQuestion for example {@code "<question> "}
 * @param beforeAnswer for example {@code " <answer> "}
 */
public record PromptTemplate(String beforeQuestion, String beforeAnswer) {
    /** Nothing around a question. */
    public static final PromptTemplate NONE = new PromptTemplate("", "");

    /** Everything from the question's beginning to where the answer begins. */
    public String around(String question) {
        return beforeQuestion + question + beforeAnswer;
    }
}
