package io.firstlight.data.source;

/** Which caption of an image is read. */
public enum CaptionStyle {
    /** A few words. */
    SHORT("short"),
    /** A full description. */
    RICH("rich");

    private final String field;

    CaptionStyle(String field) {
        this.field = field;
    }

    /** The field of a captions file, and the name in study files. */
    public String field() {
        return field;
    }
}
