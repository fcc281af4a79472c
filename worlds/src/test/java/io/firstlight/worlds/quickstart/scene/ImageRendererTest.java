package io.firstlight.worlds.quickstart.scene;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.worlds.quickstart.drawing.Tint;
import io.firstlight.worlds.quickstart.icon.Raster;
import io.firstlight.worlds.quickstart.scene.PlacedRaster.Appearance;
import io.firstlight.worlds.quickstart.scene.PlacedRaster.Box;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageRendererTest {
    private static final SceneImage.BackgroundColors WHITE = new SceneImage.BackgroundColors(0xffffff, 0xffffff);

    @Test
    void anEmptyImageIsItsBackground() {
        byte[] rgb = ImageRenderer.render(
                new SceneImage("k", 32, new SceneImage.BackgroundColors(0xff0000, 0x0000ff), List.of()));
        assertThat(pixel(rgb, 32, 5, 0)).isEqualTo(0xff0000);
        assertThat(pixel(rgb, 32, 5, 31)).isEqualTo(0x0000ff);
    }

    @Test
    void aDrawingFillsItsBoxAndNothingElse() {
        byte[] rgb = render(square(0xff00aa00), new Box(16, 16, 16, 16), Appearance.PLAIN);
        assertThat(pixel(rgb, 32, 16, 16)).isEqualTo(0x00aa00);
        assertThat(pixel(rgb, 32, 10, 21)).isEqualTo(0x00aa00);
        assertThat(pixel(rgb, 32, 5, 16)).isEqualTo(0xffffff);
        assertThat(pixel(rgb, 32, 16, 27)).isEqualTo(0xffffff);
    }

    @Test
    void aTintReplacesTheColorsAndKeepsTheShape() {
        byte[] rgb = render(square(0xff00aa00), new Box(16, 16, 16, 16), new Appearance(0, false, 0x123456, 1));
        assertThat(pixel(rgb, 32, 16, 16)).isEqualTo(0x123456);
        assertThat(pixel(rgb, 32, 2, 2)).isEqualTo(0xffffff);
    }

    @Test
    void flippingMirrorsLeftAndRight() {
        int[] pixels = new int[16 * 16];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = i % 16 < 8 ? 0xffff0000 : 0xff0000ff;
        }
        Raster half = new Raster(pixels, 16, 16);
        Box box = new Box(16, 16, 16, 16);
        assertThat(pixel(render(half, box, Appearance.PLAIN), 32, 11, 16)).isEqualTo(0xff0000);
        assertThat(pixel(render(half, box, new Appearance(0, true, Tint.OWN_COLORS, 1)), 32, 11, 16))
                .isEqualTo(0x0000ff);
    }

    @Test
    void aHalfTransparentPixelMixesWithTheBackground() {
        // Premultiplied: red at half opacity.
        byte[] rgb = render(square(0x80800000), new Box(16, 16, 16, 16), Appearance.PLAIN);
        assertThat(pixel(rgb, 32, 16, 16) >> 16).isBetween(0xfe, 0xff);
        assertThat(pixel(rgb, 32, 16, 16) & 255).isBetween(0x7d, 0x81);
    }

    @Test
    void aDrawingOverTheEdgeIsCutOff() {
        byte[] rgb = render(square(0xff000000), new Box(31, 31, 16, 16), Appearance.PLAIN);
        assertThat(pixel(rgb, 32, 31, 31)).isZero();
        assertThat(pixel(rgb, 32, 15, 15)).isEqualTo(0xffffff);
    }

    private static byte[] render(Raster raster, Box box, Appearance look) {
        return ImageRenderer.render(
                new SceneImage("k", 32, WHITE, List.of(new PlacedRaster("own/x", raster, box, look))));
    }

    private static Raster square(int argb) {
        int[] pixels = new int[40 * 40];
        Arrays.fill(pixels, argb);
        return new Raster(pixels, 40, 40);
    }

    private static int pixel(byte[] rgb, int size, int x, int y) {
        int at = (y * size + x) * 3;
        return (rgb[at] & 255) << 16 | (rgb[at + 1] & 255) << 8 | (rgb[at + 2] & 255);
    }
}
