package io.firstlight.core.progress;

import java.time.Duration;
import java.util.Locale;

/** Amounts and times as people read them: {@code 1.24M}, {@code 8.2k}, {@code 1 min 05 s}. */
public final class Quantities {
    private Quantities() {}

    /** Three significant digits with k, M, G or T; whole below a thousand. */
    public static String amount(double value) {
        if (Math.abs(value) < 999.5) {
            return Math.abs(value) >= 10 || value == Math.rint(value)
                    ? Long.toString(Math.round(value))
                    : String.format(Locale.ROOT, "%.1f", value);
        }
        String[] units = {"k", "M", "G", "T"};
        double scaled = value / 1000;
        int unit = 0;
        while (Math.abs(scaled) >= 999.5 && unit < units.length - 1) {
            scaled /= 1000;
            unit++;
        }
        int decimals = Math.abs(scaled) < 9.995 ? 2 : Math.abs(scaled) < 99.95 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f", scaled) + units[unit];
    }

    /** Two units at most: {@code 41 s}, {@code 3 min 07 s}, {@code 2 h 15 min}, {@code 3 d 4 h}. */
    public static String duration(Duration duration) {
        long seconds = Math.max(0, Math.round(duration.toMillis() / 1000.0));
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

    /** Bytes in decimal units, as disks are sold: {@code 1.24 GB}. */
    public static String bytes(long bytes) {
        String amount = amount(bytes);
        return Character.isLetter(amount.charAt(amount.length() - 1))
                ? amount.substring(0, amount.length() - 1) + " " + amount.charAt(amount.length() - 1) + "B"
                : amount + " B";
    }
}
