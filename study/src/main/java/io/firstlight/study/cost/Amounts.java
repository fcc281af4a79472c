package io.firstlight.study.cost;

import java.util.Locale;

/**
 * Amounts of a plan, rounded as guesses are, at most eight characters: they stand in columns. Elsewhere, Quantities.
 */
public final class Amounts {
    private static final String[] COUNT_UNITS = {"", "k", "M", "G", "T", "P", "E"};
    private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    private Amounts() {}

    /** 900000 is "900 k", 0 is "-". */
    public static String count(double amount) {
        return amount == 0 ? "-" : scaled(amount, 1000, COUNT_UNITS);
    }

    public static String bytes(long bytes) {
        return scaled(bytes, 1024, BYTE_UNITS);
    }

    /** "42 s", "3.5 min", "2.1 h". */
    public static String seconds(double seconds) {
        if (seconds < 99.5) {
            return String.format(Locale.ROOT, seconds < 9.95 && seconds > 0 ? "%.1f s" : "%.0f s", seconds);
        }
        return seconds < 99.5 * 60
                ? String.format(Locale.ROOT, "%.1f min", seconds / 60)
                : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }

    private static String scaled(double amount, double step, String[] units) {
        int unit = 0;
        double value = amount;
        while (value >= step * 0.9995 && unit < units.length - 1) {
            value /= step;
            unit++;
        }
        return String.format(Locale.ROOT, value < 9.95 && unit > 0 ? "%.1f %s" : "%.0f %s", value, units[unit])
                .strip();
    }
}
