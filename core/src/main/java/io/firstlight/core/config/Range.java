package io.firstlight.core.config;

/**
 * The numbers a key allows.
 *
 * @param lowOpen whether {@code low} itself is excluded
 * @param highOpen whether {@code high} itself is excluded
 */
public record Range(double low, boolean lowOpen, double high, boolean highOpen) {
    /** A share of a whole. */
    public static final Range SHARE = between(0, 1);

    public static final Range POSITIVE = new Range(0, true, Double.POSITIVE_INFINITY, true);
    public static final Range NOT_NEGATIVE = atLeast(0);

    public static Range atLeast(double low) {
        return new Range(low, false, Double.POSITIVE_INFINITY, true);
    }

    public static Range between(double low, double high) {
        return new Range(low, false, high, false);
    }

    public boolean contains(double value) {
        return (lowOpen ? value > low : value >= low) && (highOpen ? value < high : value <= high);
    }

    /** In words, such as "from 0 to 1" or "above 0". */
    public String words() {
        String lowWords = (lowOpen ? "above " : highOpen ? "at least " : "from ") + plain(low);
        if (high == Double.POSITIVE_INFINITY) {
            return lowOpen ? lowWords : "at least " + plain(low);
        }
        return lowWords + (highOpen ? " and below " : lowOpen ? " and at most " : " to ") + plain(high);
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
