package io.firstlight.eval.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.core.error.UserException;
import io.firstlight.core.random.KeyedRandom;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageTest {
    @TempDir
    Path directory;

    @Test
    void whatIsTransparentBecomesWhite() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0xffff0000);
        image.setRGB(1, 0, 0x00ff0000);
        RgbImage read = RgbImage.read(save(image, "png"));
        assertThat(read.rgb()).containsExactly(255, 0, 0, 255, 255, 255);
    }

    @Test
    void aJpegIsRead() throws IOException {
        BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        image.createGraphics().fillRect(0, 0, 40, 30);
        RgbImage read = RgbImage.read(save(image, "jpg"));
        assertThat(read.width()).isEqualTo(40);
        assertThat(read.height()).isEqualTo(30);
        assertThat(read.rgb()[600] & 0xff).isGreaterThan(250);
    }

    @Test
    void whatIsNoImageIsNamed() throws IOException {
        assertThatThrownBy(() -> RgbImage.read(directory.resolve("nowhere.png")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no image at")
                .hasMessageContaining("nowhere.png");
        Path text = Files.writeString(directory.resolve("notes.png"), "not an image");
        assertThatThrownBy(() -> RgbImage.read(text))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("notes.png");
        Path whole = save(new BufferedImage(50, 50, BufferedImage.TYPE_INT_RGB), "png");
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(directory.resolve("cut.png"), Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> RgbImage.read(cut))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("cut.png");
    }

    @Test
    void areaAveragingKeepsTheMeanOfEveryChannelWhateverTheSize() {
        KeyedRandom random = KeyedRandom.of(9, "pixels", 0);
        RgbImage image = random(random, 37, 23);
        for (int[] size : new int[][] {{16, 16}, {37, 23}, {5, 40}, {1, 1}, {64, 64}}) {
            float[] resized = AreaAverage.resize(image, size[0], size[1]);
            for (int c = 0; c < 3; c++) {
                double mean = 0;
                for (int i = c; i < resized.length; i += 3) {
                    mean += resized[i];
                }
                double expected = 0;
                for (int i = c; i < image.rgb().length; i += 3) {
                    expected += image.rgb()[i] & 0xff;
                }
                assertThat(mean / (size[0] * size[1])).isEqualTo(expected / (37 * 23), within(1e-2));
            }
        }
    }

    @Test
    void blocksThatDivideBecomeTheirMeans() {
        byte[] rgb = new byte[4 * 2 * 3];
        for (int x = 0; x < 4; x++) {
            for (int y = 0; y < 2; y++) {
                rgb[(y * 4 + x) * 3] = (byte) (10 * x + 100 * y);
            }
        }
        float[] resized = AreaAverage.resize(new RgbImage(rgb, 4, 2), 2, 1);
        assertThat(resized).containsExactly(new float[] {55, 0, 0, 75, 0, 0}, within(1e-3f));
    }

    @Test
    void aWideImageLiesInTheMiddleOfItsCanvasOnTheColorOfItsEdge() {
        byte[] rgb = new byte[64 * 16 * 3];
        Arrays.fill(rgb, (byte) 200);
        for (int x = 24; x < 40; x++) {
            rgb[(8 * 64 + x) * 3] = 0;
        }
        RgbImage fitted = Letterbox.fit(new RgbImage(rgb, 64, 16), 32);
        assertThat(fitted.width()).isEqualTo(32);
        assertThat(fitted.height()).isEqualTo(32);
        assertThat(fitted.rgb()[0] & 0xff).isEqualTo(200);
        assertThat(fitted.rgb()[(31 * 32 + 31) * 3] & 0xff).isEqualTo(200);
        assertThat(fitted.rgb()[(16 * 32 + 16) * 3] & 0xff).isEqualTo(100);
    }

    @Test
    void aImageOfTheRightSizeStaysAsItIs() {
        RgbImage image = random(KeyedRandom.of(1, "pixels", 0), 32, 32);
        assertThat(Letterbox.fit(image, 32)).isSameAs(image);
    }

    @Test
    void theNearestSizeIsChosen() {
        assertThat(Letterbox.nearestTilesPerSide(blank(32, 32), 32, 2)).isEqualTo(1);
        assertThat(Letterbox.nearestTilesPerSide(blank(10, 47), 32, 2)).isEqualTo(1);
        assertThat(Letterbox.nearestTilesPerSide(blank(48, 10), 32, 2)).isEqualTo(2);
        assertThat(Letterbox.nearestTilesPerSide(blank(64, 64), 32, 2)).isEqualTo(2);
        assertThat(Letterbox.nearestTilesPerSide(blank(900, 600), 32, 2)).isEqualTo(2);
        assertThat(Letterbox.nearestTilesPerSide(blank(1, 1), 32, 2)).isEqualTo(1);
    }

    private Path save(BufferedImage image, String format) throws IOException {
        Path file = directory.resolve("image." + format);
        ImageIO.write(image, format, file.toFile());
        return file;
    }

    private static RgbImage blank(int width, int height) {
        return new RgbImage(new byte[3 * width * height], width, height);
    }

    private static RgbImage random(KeyedRandom random, int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) random.nextInt(256);
        }
        return new RgbImage(rgb, width, height);
    }
}
