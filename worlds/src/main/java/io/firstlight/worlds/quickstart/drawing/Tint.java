package io.firstlight.worlds.quickstart.drawing;

import io.firstlight.worlds.quickstart.chance.Draws;
import java.awt.Color;

/**
 * The colors a drawing has in one image.
 *
 * @param rgb one color for all of it, or {@link Look#OWN_COLORS}
 * @param color the name of its one color, or ""
 */
public record Tint(int rgb, String color) {
    /** No tint. */
    public static final int OWN_COLORS = -1;

    /** The drawing's own colors, or a random one where its artist leaves them open. */
    public static Tint of(Drawing drawing, Draws draws) {
        return drawing.artist().tinted() ? random(draws) : new Tint(OWN_COLORS, drawing.color());
    }

    /** A random color that stands out from a light background and has a name. */
    public static Tint random(Draws draws) {
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
