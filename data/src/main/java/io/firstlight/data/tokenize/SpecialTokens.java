package io.firstlight.data.tokenize;

/**
 * The tokens of a tokenizer that have a role, by their exact text.
 *
 * @param begin first token of every sample
 * @param end last token of every document and of every answer
 * @param unknown what stands for text that the vocabulary lacks
 */
public record SpecialTokens(String begin, String end, String unknown) {
    /** The names that are assumed where a catalog gives none. */
    public static final SpecialTokens DEFAULT = new SpecialTokens("<bos>", "<eot>", "<unk>");
}
