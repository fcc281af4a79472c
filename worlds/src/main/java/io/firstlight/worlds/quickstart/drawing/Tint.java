package io.firstlight.worlds.quickstart.drawing;

import io.firstlight.worlds.quickstart.random.RandomDraws;
import java.awt.Color;

/**
 * The color that a drawing gets in one image.
 *
 * @param rgb one color for all of it, or {@link #OWN_COLORS}
 * @param color the name of the drawing's color in this image, or "" when no color dominates
 */
public record Tint(int rgb, String color) {
    /** The value of {@code rgb} that leaves a drawing in its own colors. */
    public static final int OWN_COLORS = -1;

    /** The drawing's own colors, or a random color if its artist is tinted. */
    public static Tint of(ConceptDrawing drawing, RandomDraws draws) {
        return drawing.artist().tinted() ? random(draws) : new Tint(OWN_COLORS, drawing.color());
    }

    /** A random color that has a name and contrasts with a light background. */
    public static Tint random(RandomDraws draws) {
        while (true) {
            int rgb = Color.HSBtoRGB(
                            (float) draws.number(0, 1), (float) draws.number(0, 1), (float) draws.number(0.05, 0.95))
                    & 0xffffff;
            int name = ColorNames.nameIndex(rgb >> 16, rgb >> 8 & 255, rgb & 255);
            int luminance = (rgb >> 16) * 3 / 10 + (rgb >> 8 & 255) * 6 / 10 + (rgb & 255) / 10;
            if (name >= 0 && luminance < 170) {
                return new Tint(rgb, ColorNames.ALL.get(name));
            }
        }
    }
}
