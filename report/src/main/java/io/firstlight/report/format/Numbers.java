package io.firstlight.report.format;

import io.firstlight.core.text.Quantities;
import io.firstlight.study.result.StudyResults.Interval;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as readers see them. A number that is not known (NaN or infinite) is written as a dash. */
public final class Numbers {
    /** What stands where no number is known. */
    public static final String UNKNOWN = "–";

    private static final String MINUS = "−";

    private Numbers() {}

    /** A centred score, two decimals: 1 is perfect, 0 is chance. */
    public static String score(double value) {
        return fixed(value, 2);
    }

    /** A difference of two centred scores, with its sign and three decimals. */
    public static String difference(double value) {
        String text = fixed(value, 3);
        return Double.isFinite(value) && value > 0 ? "+" + text : text;
    }

    /** A score in [0, 1] in percent, one decimal, without the sign. */
    public static String percent(double share) {
        return fixed(100 * share, 1);
    }

    /** A corrected p value. */
    public static String pValue(double value) {
        return Double.isFinite(value) && value < 0.001 ? "< 0.001" : fixed(value, 3);
    }

    public static String scoreBounds(Interval interval) {
        return Intervals.hasBounds(interval) ? "[" + score(interval.low()) + ", " + score(interval.high()) + "]" : "";
    }

    public static String percentBounds(Interval interval) {
        return Intervals.hasBounds(interval)
                ? "[" + percent(interval.low()) + ", " + percent(interval.high()) + "]"
                : "";
    }

    public static String differenceBounds(Interval interval) {
        return Intervals.hasBounds(interval)
                ? "[" + difference(interval.low()) + ", " + difference(interval.high()) + "]"
                : "";
    }

    /** A centred score and its interval, such as {@code 0.52 [0.47, 0.57]}. */
    public static String scoreWithBounds(Interval interval) {
        return joined(score(interval.estimate()), scoreBounds(interval));
    }

    /** A score in percent and its interval, such as {@code 68.3 [63.0, 73.4]}. */
    public static String percentWithBounds(Interval interval) {
        return joined(percent(interval.estimate()), percentBounds(interval));
    }

    /** A count, with thousands apart. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value).replace("-", MINUS);
    }

    /** Seconds as a duration of at most two units. */
    public static String duration(double seconds) {
        return Double.isFinite(seconds) ? Quantities.seconds(seconds) : UNKNOWN;
    }

    /** A number of any size, three significant digits: a learning rate, a loss. */
    public static String significant(double value) {
        if (!Double.isFinite(value) || value == 0) {
            return value == 0 ? "0" : UNKNOWN;
        }
        return new BigDecimal(value)
                .round(new MathContext(3))
                .stripTrailingZeros()
                .toString()
                .replace("-", MINUS);
    }

    /** A number with that many decimals and a true minus; never "-0.00". */
    public static String fixed(double value, int decimals) {
        if (!Double.isFinite(value)) {
            return UNKNOWN;
        }
        String text = String.format(Locale.ROOT, "%." + decimals + "f", Math.abs(value));
        boolean zero = text.chars().allMatch(c -> c == '0' || c == '.');
        return value < 0 && !zero ? MINUS + text : text;
    }

    private static String joined(String estimate, String bounds) {
        return bounds.isEmpty() ? estimate : estimate + " " + bounds;
    }
}
