package io.firstlight.data.format;

/**
 * The words that stand for an image in dialogues of LLaVA's form. They are a sign for the reader of a record and never
 * text: where they do not stand for an image, something is missing from the record.
 */
public final class ImageMarker {
    /** How it is written. */
    public static final String TEXT = "<image>";

    private ImageMarker() {}

    /** How often it stands in {@code text}. */
    public static int count(String text) {
        int count = 0;
        for (int at = text.indexOf(TEXT); at >= 0; at = text.indexOf(TEXT, at + TEXT.length())) {
            count++;
        }
        return count;
    }

    /** {@code text} without it and without white space at its ends. */
    static String removed(String text) {
        return text.replace(TEXT, "").strip();
    }
}
