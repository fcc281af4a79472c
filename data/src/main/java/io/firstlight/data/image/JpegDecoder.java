package io.firstlight.data.image;

import io.firstlight.core.image.RgbImage;
import io.firstlight.data.image.JpegFile.Colors;
import io.firstlight.data.image.JpegFile.Component;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageReader;

/**
 * JPEG to RGB. ImageIO gives the samples of the components; colors are made of them here, as libjpeg and Pillow make
 * them: color profiles are not applied. Every platform's decoder then gives the same values.
 */
final class JpegDecoder {
    /** The scale and the rounding of libjpeg's fixed-point tables (jdcolor.c). */
    private static final int BITS = 16;

    private static final int HALF = 1 << (BITS - 1);
    private static final int RED_OF_CR = fixed(1.402);
    private static final int BLUE_OF_CB = fixed(1.772);
    private static final int GREEN_OF_CB = fixed(0.34414);
    private static final int GREEN_OF_CR = fixed(0.71414);
    private static final int CENTER = 128;

    private JpegDecoder() {}

    private static int fixed(double factor) {
        return (int) Math.round(factor * (1 << BITS));
    }

    static RgbImage decode(byte[] encoded) throws IOException {
        JpegFile file = JpegFile.read(encoded);
        requireOneReading(file.components());
        Raster raster = ImageReading.of("jpeg", file.plain(), (ImageReader reader) -> reader.readRaster(0, null));
        int width = file.stored().width();
        int height = file.stored().height();
        int bands = raster.getNumBands();
        if (raster.getWidth() != width
                || raster.getHeight() != height
                || bands != file.components().size()) {
            throw new IOException("it does not decode to its " + width + " x " + height + " pixels");
        }
        byte[] rgb = new byte[width * height * RgbImage.CHANNELS];
        int[] row = new int[width * bands];
        for (int y = 0; y < height; y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            convert(file.colors(), row, width, rgb, y * width * RgbImage.CHANNELS);
        }
        return file.orientation().upright(new RgbImage(rgb, height, width));
    }

    /** Decoders differ in how they enlarge colors that are halved in height alone. */
    private static void requireOneReading(List<Component> components) throws IOException {
        int most = components.stream().mapToInt(Component::vertical).max().orElseThrow();
        int widest = components.stream().mapToInt(Component::horizontal).max().orElseThrow();
        for (Component component : components) {
            if (component.horizontal() == widest && 2 * component.vertical() == most) {
                throw new IOException("its colors are halved in height but not in width (4:4:0), which decoders read"
                        + " differently; save it again, 4:4:4 or 4:2:0");
            }
        }
    }

    private static void convert(Colors colors, int[] row, int width, byte[] rgb, int to) {
        int bands = row.length / width;
        for (int x = 0; x < width; x++) {
            int at = x * bands;
            int out = to + x * RgbImage.CHANNELS;
            switch (colors) {
                case GREY -> set(rgb, out, row[at], row[at], row[at]);
                case RGB -> set(rgb, out, row[at], row[at + 1], row[at + 2]);
                case YCBCR -> set(rgb, out, red(row, at), green(row, at), blue(row, at));
                case CMYK -> inks(rgb, out, row[at], row[at + 1], row[at + 2], row[at + 3]);
                case YCCK -> inks(rgb, out, 255 - red(row, at), 255 - green(row, at), 255 - blue(row, at), row[at + 3]);
            }
        }
    }

    /** Inverted inks: 255 is none. What the black ink leaves of a color is what Pillow leaves of it. */
    private static void inks(byte[] rgb, int out, int cyan, int magenta, int yellow, int black) {
        set(rgb, out, product(cyan, black), product(magenta, black), product(yellow, black));
    }

    private static void set(byte[] rgb, int out, int red, int green, int blue) {
        rgb[out] = (byte) red;
        rgb[out + 1] = (byte) green;
        rgb[out + 2] = (byte) blue;
    }

    /** a * b / 255, rounded. */
    private static int product(int a, int b) {
        int product = a * b + 128;
        return ((product >> 8) + product) >> 8;
    }

    private static int red(int[] row, int at) {
        return clip(row[at] + ((RED_OF_CR * (row[at + 2] - CENTER) + HALF) >> BITS));
    }

    private static int green(int[] row, int at) {
        return clip(row[at]
                + ((-GREEN_OF_CB * (row[at + 1] - CENTER) - GREEN_OF_CR * (row[at + 2] - CENTER) + HALF) >> BITS));
    }

    private static int blue(int[] row, int at) {
        return clip(row[at] + ((BLUE_OF_CB * (row[at + 1] - CENTER) + HALF) >> BITS));
    }

    private static int clip(int value) {
        return Math.max(0, Math.min(255, value));
    }
}
