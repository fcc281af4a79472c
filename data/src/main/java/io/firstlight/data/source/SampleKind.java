package io.firstlight.data.source;

/** What the samples of a source are, which decides how they may be packed. */
public enum SampleKind {
    /** Plain documents: every token is a target, and a document may be split at the end of a row. */
    TEXT,
    /** An image and its caption: never split. */
    IMAGE_TEXT,
    /** Questions and answers, with or without an image; only answers are targets. Never split. */
    DIALOGUE;

    /** Whether a document of this kind may end in one row and go on in the next. */
    public boolean splits() {
        return this == TEXT;
    }
}
