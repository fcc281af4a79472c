package io.firstlight.data.sample;

/**
 * A sample that cannot be used: a corrupt image, a caption without text, a dialogue longer than a row. Checked, because
 * every caller has to decide: the batch stream counts it, quarantines it and takes the next of the same source.
 */
public final class BadSampleException extends Exception {
    private static final long serialVersionUID = 1L;
    private final String place;
    private final String reason;

    /**
     * Reports a sample that cannot be used.
     *
     * @param place file and line, or archive and member
     * @param reason what is wrong with it
     */
    public BadSampleException(String place, String reason) {
        super(place + ": " + reason);
        this.place = place;
        this.reason = reason;
    }

    public BadSampleException(String place, String reason, Throwable cause) {
        this(place, reason);
        initCause(cause);
    }

    public String place() {
        return place;
    }

    public String reason() {
        return reason;
    }
}
