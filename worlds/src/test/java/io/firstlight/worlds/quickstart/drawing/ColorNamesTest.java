package io.firstlight.worlds.quickstart.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.worlds.quickstart.icon.Raster;
import io.firstlight.worlds.quickstart.random.RandomDraws;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ColorNamesTest {
    @Test
    void standardColorsHaveTheirUsualNames() {
        assertThat(name(0xff0000)).isEqualTo("red");
        assertThat(name(0xff8c00)).isEqualTo("orange");
        assertThat(name(0xffff00)).isEqualTo("yellow");
        assertThat(name(0x008000)).isEqualTo("green");
        assertThat(name(0x0000ff)).isEqualTo("blue");
        assertThat(name(0x800080)).isEqualTo("purple");
        assertThat(name(0xff69b4)).isEqualTo("pink");
        assertThat(name(0x8b4513)).isEqualTo("brown");
        assertThat(name(0x000000)).isEqualTo("black");
        assertThat(name(0xffffff)).isEqualTo("white");
        assertThat(name(0x808080)).isEqualTo("gray");
    }

    @Test
    void onlyADrawingOfMostlyOneColorHasADominantColor() {
        assertThat(ColorNames.dominant(stripes(0xff0000, 0xff0000, 0xff0000, 0x000000)))
                .contains("red");
        assertThat(ColorNames.dominant(stripes(0xff0000, 0xff0000, 0x0000ff, 0x0000ff)))
                .isEmpty();
        assertThat(ColorNames.dominant(stripes(0xff0000, 0x0000ff, 0x008000, 0xffff00)))
                .isEmpty();
    }

    @Test
    void transparentPixelsDoNotCount() {
        int[] pixels = new int[64];
        Arrays.fill(pixels, 0, 4, 0xff008000);
        assertThat(ColorNames.dominant(new Raster(pixels, 8, 8))).contains("green");
    }

    @Test
    void randomTintsHaveManyNamesAndContrastWithLightBackgrounds() {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            Tint tint = Tint.random(RandomDraws.of(7, "tint", i));
            names.add(tint.color());
            assertThat((tint.rgb() >> 16) + (tint.rgb() >> 8 & 255) + (tint.rgb() & 255))
                    .isLessThan(3 * 220);
        }
        assertThat(names).hasSizeGreaterThanOrEqualTo(7);
    }

    private static String name(int rgb) {
        return ColorNames.ALL.get(ColorNames.nameIndex(rgb >> 16, rgb >> 8 & 255, rgb & 255));
    }

    private static Raster stripes(int... colors) {
        int[] pixels = new int[colors.length * 16];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = 0xff000000 | colors[i / 16];
        }
        return new Raster(pixels, 4, colors.length * 4);
    }
}
