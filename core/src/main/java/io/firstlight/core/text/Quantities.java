package io.firstlight.core.text;

import java.time.Duration;
import java.util.Locale;

/** Amounts and times as people read them: {@code 1.24M}, {@code 8.20 GB}, {@code 1 min 05 s}. */
public final class Quantities {
    private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P", "E"};

    private Quantities() {}

    /** Three significant digits and a decimal prefix; whole below a thousand. */
    public static String amount(double value) {
        int prefix = prefix(value);
        return digits(value, prefix) + PREFIXES[prefix];
    }

    /** As {@link #amount(double)} with a unit: {@code 1.24 TFLOP}. */
    public static String amount(double value, String unit) {
        int prefix = prefix(value);
        return digits(value, prefix) + " " + PREFIXES[prefix] + unit;
    }

    /** Bytes with decimal prefixes, as disks are sold: {@code 1.24 GB}. */
    public static String bytes(long bytes) {
        return amount(bytes, "B");
    }

    /** Two units at most: {@code 4.1 s}, {@code 41 s}, {@code 3 min 07 s}, {@code 2 h 15 min}, {@code 3 d 4 h}. */
    public static String duration(Duration duration) {
        double exact = Math.max(0, duration.toMillis() / 1000.0);
        if (exact < 9.95) {
            return String.format(Locale.ROOT, "%.1f", exact).replaceFirst("\\.0$", "") + " s";
        }
        long seconds = Math.round(exact);
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
        }
        if (seconds < 86_400) {
            return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds % 3600 / 60);
        }
        return seconds / 86_400 + " d " + seconds % 86_400 / 3600 + " h";
    }

    /** {@link #duration(Duration)} of a number of seconds. */
    public static String seconds(double seconds) {
        return duration(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    private static int prefix(double value) {
        int prefix = 0;
        double scaled = Math.abs(value);
        while (scaled >= 999.5 && prefix < PREFIXES.length - 1) {
            scaled /= 1000;
            prefix++;
        }
        return prefix;
    }

    private static String digits(double value, int prefix) {
        double scaled = value / Math.pow(1000, prefix);
        double size = Math.abs(scaled);
        if (prefix == 0) {
            return size >= 10 || value == Math.rint(value)
                    ? Long.toString(Math.round(value))
                    : String.format(Locale.ROOT, "%.1f", value);
        }
        int decimals = size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f", scaled);
    }
}
