package io.firstlight.eval.image;

import io.firstlight.core.error.UserException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * An image in memory. The array is not copied; treat it as immutable.
 *
 * @param rgb [height, width, 3] unsigned bytes, sRGB
 */
public record RgbImage(byte[] rgb, int width, int height) {
    /** About 200 MB decoded; a larger image is more likely a mistake than a question. */
    private static final long MAX_PIXELS = 50_000_000;

    public RgbImage {
        if (width < 1 || height < 1 || rgb.length != 3L * width * height) {
            throw new IllegalArgumentException("an image of " + width + " x " + height + " needs " + 3L * width * height
                    + " bytes, found " + rgb.length);
        }
    }

    /**
     * Reads a PNG, JPEG, GIF (its first frame) or BMP file; what is transparent becomes white.
     *
     * @throws UserException if the file is missing, is no image, is damaged or too large
     */
    public static RgbImage read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UserException("there is no image at " + file);
        }
        try (ImageInputStream input = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext()) {
                throw new UserException(file + " is not an image that can be read; expected PNG, JPEG, GIF or BMP");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(input, true, true);
                long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
                if (pixels > MAX_PIXELS) {
                    throw new UserException(
                            file + " has " + pixels + " pixels; the most is " + MAX_PIXELS + ", make it smaller");
                }
                return of(reader.read(0));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            if (e instanceof UserException mistake) {
                throw mistake;
            }
            // Readers answer damaged files with all sorts of unchecked exceptions.
            throw new UserException(file + " cannot be read as an image: " + e.getMessage(), e);
        }
    }

    private static RgbImage of(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] rgb = new byte[3 * width * height];
        int[] row = new int[width];
        for (int y = 0, out = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (int argb : row) {
                int alpha = argb >>> 24;
                for (int shift = 16; shift >= 0; shift -= 8) {
                    int channel = (argb >>> shift) & 0xff;
                    rgb[out++] = (byte) ((channel * alpha + 255 * (255 - alpha) + 127) / 255);
                }
            }
        }
        return new RgbImage(rgb, width, height);
    }
}
