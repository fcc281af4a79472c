package io.firstlight.data.format;

import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.store.DataRecord;

/** Token ids of a record's text. */
final class Tokens {
    private static final int SHOWN = 40;

    private Tokens() {}

    /**
     * {@code tokens}, of which there is at least one.
     *
     * @throws BadSampleException if there is none: the sample would have nothing to learn in the text's place
     */
    static int[] some(DataRecord record, String text, int[] tokens) throws BadSampleException {
        if (tokens.length == 0) {
            String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
            throw record.bad("the tokenizer makes no tokens of '" + shown + "'");
        }
        return tokens;
    }
}
