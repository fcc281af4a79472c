package io.firstlight.data.tokenize;

/** Turns text into token ids, with nothing added. */
@FunctionalInterface
public interface TextEncoder {
    /** Token ids of {@code text}, all of it taken as words: nothing written in it becomes a special token. */
    int[] encode(String text);

    /** Token ids of {@code text} in its template; only the template's own special tokens are special. */
    default int[] encode(PromptTemplate template, String text) {
        return encode(template.around(text));
    }
}
