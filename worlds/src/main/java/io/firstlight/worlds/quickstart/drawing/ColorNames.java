package io.firstlight.worlds.quickstart.drawing;

import io.firstlight.worlds.quickstart.icon.Raster;
import java.awt.Color;
import java.util.List;
import java.util.Optional;

/** Names of colors: of a single pixel, and of a drawing when one color clearly dominates it. */
public final class ColorNames {
    /** All names, in a fixed order. */
    public static final List<String> ALL =
            List.of("red", "orange", "yellow", "green", "blue", "purple", "pink", "brown", "black", "white", "gray");
    /** The smallest share of the drawn area that the dominant color may have. */
    private static final double MIN_SHARE = 0.55;

    /** The smallest difference between the shares of the dominant color and of the next. */
    private static final double MIN_LEAD = 0.30;

    private ColorNames() {}

    /**
     * The name of the drawing's dominant color; empty when no color dominates clearly. Pixels less than half opaque are
     * ignored.
     */
    static Optional<String> dominant(Raster raster) {
        int[] counts = new int[ALL.size()];
        int total = 0;
        for (int argb : raster.argb()) {
            int alpha = argb >>> 24;
            if (alpha >= 128) {
                int name = nameIndex(
                        (argb >> 16 & 255) * 255 / alpha, (argb >> 8 & 255) * 255 / alpha, (argb & 255) * 255 / alpha);
                total++;
                if (name >= 0) {
                    counts[name]++;
                }
            }
        }
        int first = 0;
        int second = -1;
        for (int i = 1; i < counts.length; i++) {
            if (counts[i] > counts[first]) {
                second = first;
                first = i;
            } else if (second < 0 || counts[i] > counts[second]) {
                second = i;
            }
        }
        boolean clear = counts[first] >= MIN_SHARE * total && counts[first] - counts[second] >= MIN_LEAD * total;
        return clear ? Optional.of(ALL.get(first)) : Optional.empty();
    }

    /** The index in {@link #ALL} of the color's name, or -1 for a color between two names. Channels are 0 to 255. */
    static int nameIndex(int red, int green, int blue) {
        float[] hsb = Color.RGBtoHSB(Math.min(255, red), Math.min(255, green), Math.min(255, blue), null);
        float hue = hsb[0] * 360;
        float saturation = hsb[1];
        float brightness = hsb[2];
        if (brightness < 0.22) {
            return name("black");
        }
        if (saturation < 0.10) {
            return brightness > 0.90
                    ? name("white")
                    : brightness < 0.30 ? name("black") : brightness < 0.82 ? name("gray") : -1;
        }
        if (saturation < 0.22) {
            return brightness > 0.35 && brightness < 0.80 && hue > 170 && hue < 260 ? name("gray") : -1;
        }
        if (hue < 45 && hue >= 8 && (brightness < 0.72 || (saturation < 0.60 && brightness < 0.86))) {
            return name("brown");
        }
        if (hue >= 345 || hue < 11) {
            return saturation < 0.55 && brightness > 0.75
                    ? name("pink")
                    : brightness > 0.45 ? name("red") : name("brown");
        }
        if (hue < 18) {
            return saturation > 0.75 ? name("red") : -1;
        }
        if (hue < 41) {
            return hue < 38 && saturation > 0.55 ? name("orange") : -1;
        }
        if (hue < 64) {
            return brightness < 0.65 ? -1 : name("yellow");
        }
        if (hue < 170) {
            return hue < 72 ? -1 : name("green");
        }
        if (hue < 255) {
            return hue < 185 ? -1 : name("blue");
        }
        if (hue < 310) {
            return hue < 262 ? -1 : name("purple");
        }
        return hue < 320 ? -1 : saturation > 0.25 && brightness > 0.6 ? name("pink") : -1;
    }

    private static int name(String name) {
        return ALL.indexOf(name);
    }
}
