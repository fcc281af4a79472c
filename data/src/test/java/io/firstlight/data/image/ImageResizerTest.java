package io.firstlight.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.core.image.ImageFit;
import io.firstlight.core.image.ImageSize;
import io.firstlight.core.image.Interpolation;
import io.firstlight.core.image.RgbImage;
import io.firstlight.core.random.KeyedRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageResizerTest {
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
        float[] resized = AreaAverage.resize(new RgbImage(rgb, 2, 4), 2, 1);
        assertThat(resized).containsExactly(new float[] {55, 0, 0, 75, 0, 0}, within(1e-3f));
    }

    @Test
    void aWideImageLiesInTheMiddleOfItsCanvasOnTheColorOfItsEdge() {
        byte[] rgb = new byte[64 * 16 * 3];
        Arrays.fill(rgb, (byte) 200);
        for (int x = 24; x < 40; x++) {
            rgb[(8 * 64 + x) * 3] = 0;
        }
        RgbImage fitted = ImageResizer.apply(new ImageFit.Letterbox(32, Interpolation.AREA), new RgbImage(rgb, 16, 64));
        assertThat(fitted.width()).isEqualTo(32);
        assertThat(fitted.height()).isEqualTo(32);
        assertThat(fitted.rgb()[0] & 0xff).isEqualTo(200);
        assertThat(fitted.rgb()[(31 * 32 + 31) * 3] & 0xff).isEqualTo(200);
        assertThat(fitted.rgb()[(16 * 32 + 16) * 3] & 0xff).isEqualTo(100);
    }

    @Test
    void aImageOfTheRightSizeStaysAsItIs() {
        RgbImage image = random(KeyedRandom.of(1, "pixels", 0), 32, 32);
        assertThat(ImageResizer.apply(new ImageFit.WholeTiles(32, 1), image)).isSameAs(image);
    }

    @Test
    void wholeTilesAreKeptAndOtherImagesGoToTheNearestSquareOfTiles() {
        ImageFit.WholeTiles fit = new ImageFit.WholeTiles(32, 4);
        assertThat(fit.outputSize(new ImageSize(32, 32))).isEqualTo(ImageSize.square(32));
        assertThat(fit.outputSize(new ImageSize(32, 64))).isEqualTo(new ImageSize(32, 64));
        assertThat(fit.outputSize(new ImageSize(32, 128))).isEqualTo(new ImageSize(32, 128));
        assertThat(fit.outputSize(new ImageSize(47, 10))).isEqualTo(ImageSize.square(32));
        assertThat(fit.outputSize(new ImageSize(10, 48))).isEqualTo(ImageSize.square(64));
        assertThat(fit.outputSize(new ImageSize(96, 96)))
                .as("nine tiles are too many")
                .isEqualTo(ImageSize.square(64));
        assertThat(fit.outputSize(new ImageSize(600, 900))).isEqualTo(ImageSize.square(64));
        assertThat(fit.outputSize(new ImageSize(1, 1))).isEqualTo(ImageSize.square(32));
        assertThat(new ImageFit.WholeTiles(32, 9).outputSize(new ImageSize(96, 96)))
                .isEqualTo(ImageSize.square(96));
    }

    @Test
    void everyImageComesOutAtTheSizeItsFitSays() {
        RgbImage image = random(KeyedRandom.of(2, "pixels", 0), 70, 41);
        for (ImageFit fit : List.of(
                new ImageFit.Keep(),
                new ImageFit.FixedSize(new ImageSize(24, 24), Interpolation.BICUBIC),
                new ImageFit.CenterCrop(28, 24, Interpolation.BICUBIC),
                new ImageFit.Letterbox(50, Interpolation.BILINEAR),
                new ImageFit.WholeTiles(16, 9))) {
            assertThat(ImageResizer.apply(fit, image).size()).as("%s", fit).isEqualTo(fit.outputSize(image.size()));
        }
    }

    @Test
    void theCenterIsCutFromAnImageResizedByItsShorterSide() {
        byte[] rgb = new byte[4 * 8 * 3];
        for (int i = 0; i < 32; i++) {
            rgb[3 * i] = (byte) i;
        }
        RgbImage cut =
                ImageResizer.apply(new ImageFit.CenterCrop(4, 2, Interpolation.BICUBIC), new RgbImage(rgb, 4, 8));
        // Rows 1 and 2, columns 3 and 4 of 4 x 8 pixels.
        assertThat(new int[] {cut.rgb()[0], cut.rgb()[3], cut.rgb()[6], cut.rgb()[9]})
                .containsExactly(11, 12, 19, 20);
        assertThat(new ImageFit.CenterCrop(256, 224, Interpolation.BICUBIC).resized(new ImageSize(480, 640)))
                .isEqualTo(new ImageSize(256, 341));
    }

    /** The bytes that Pillow 13's Image.resize gives for the same image. */
    @Test
    void filteredResizingGivesTheBytesOfPillow() {
        byte[] rgb = new byte[5 * 7 * 3];
        for (int i = 0; i < rgb.length; i++) {
            int x = i / 3 % 7;
            int y = i / 21;
            rgb[i] = (byte) (x * 37 + y * 91 + i % 3 * 53 + x * y * 7);
        }
        RgbImage image = new RgbImage(rgb, 5, 7);
        assertThat(resized(image, 3, 2, Interpolation.BILINEAR))
                .containsExactly(
                        105, 133, 143, 125, 129, 144, 133, 134, 127, 124, 135, 130, 139, 140, 134, 151, 132, 125);
        assertThat(resized(image, 3, 2, Interpolation.BICUBIC))
                .containsExactly(
                        102, 130, 141, 122, 132, 148, 136, 133, 127, 126, 137, 126, 140, 138, 136, 154, 132, 124);
        assertThat(resized(image, 10, 8, Interpolation.BICUBIC))
                .startsWith(0, 45, 98, 10, 63, 115, 39, 91, 149, 64, 117, 188, 89, 156, 215, 122, 189, 251, 160, 213)
                .endsWith(39, 119, 196, 106, 178, 222, 166, 243, 57, 223, 146, 35, 255, 17, 87);
        assertThat(resized(image, 7, 3, Interpolation.BILINEAR))
                .startsWith(39, 92, 145, 79, 132, 185, 119, 172, 115, 159, 102, 155, 89, 142, 195, 129, 182, 89)
                .endsWith(131, 184, 91, 193, 100, 153, 109, 162, 105, 171, 114, 167, 123, 176, 83, 185, 92, 145);
    }

    private static int[] resized(RgbImage image, int width, int height, Interpolation interpolation) {
        RgbImage result =
                ImageResizer.apply(new ImageFit.FixedSize(new ImageSize(height, width), interpolation), image);
        int[] values = new int[result.rgb().length];
        Arrays.setAll(values, i -> result.rgb()[i] & 0xff);
        return values;
    }

    private static RgbImage random(KeyedRandom random, int width, int height) {
        byte[] rgb = new byte[3 * width * height];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) random.nextInt(256);
        }
        return new RgbImage(rgb, height, width);
    }
}
