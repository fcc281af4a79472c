package io.firstlight.data.image;

import io.firstlight.core.error.UserException;
import io.firstlight.core.image.ImageSize;
import io.firstlight.core.image.RgbImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes the bytes of image files: PNG, JPEG, GIF (its first frame) and BMP, recognised by their content. Sizes are
 * checked before anything is decoded, so that a small file cannot ask for gigabytes. Thread-safe.
 */
public final class ImageDecoder {
    /** About 200 MB decoded; a larger image is more likely a mistake than data. */
    static final long MAX_PIXELS = 50_000_000;
    /** Signature, length and name of the first chunk, width, height. */
    private static final int PNG_HEADER_BYTES = 24;

    private static final byte[] PNG_START = {
        (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'
    };

    /** What becomes of pixels that are not opaque. */
    public enum Transparency {
        /** They are an error: what stands behind them is for those to say who made the data. */
        REFUSED,
        /** They are laid over white. */
        ON_WHITE
    }

    private ImageDecoder() {}

    /**
     * The pixels of an image file.
     *
     * @throws IOException saying what is wrong with it, if it is no image, is damaged, too large, or transparent where
     *     that is refused
     */
    public static RgbImage decode(byte[] encoded, Transparency transparency) throws IOException {
        return rgb(read(encoded, ImageDecoder::checkedImage), transparency);
    }

    /**
     * The size of an image file, from its header.
     *
     * @param encoded the whole file
     * @throws IOException if it is no image
     */
    public static ImageSize size(byte[] encoded) throws IOException {
        if (isPng(encoded)) {
            ByteBuffer numbers = ByteBuffer.wrap(encoded);
            int width = numbers.getInt(16);
            int height = numbers.getInt(20);
            if (width < 1 || height < 1) {
                throw new IOException("its header says " + width + " x " + height + " pixels");
            }
            return new ImageSize(height, width);
        }
        return read(encoded, reader -> new ImageSize(reader.getHeight(0), reader.getWidth(0)));
    }

    /**
     * The image in {@code file}; what is transparent becomes white.
     *
     * @throws UserException if the file is missing, is no image, is damaged or too large
     */
    public static RgbImage read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new UserException("there is no image at " + file);
        }
        try {
            return decode(Files.readAllBytes(file), Transparency.ON_WHITE);
        } catch (IOException e) {
            throw new UserException(file + " cannot be read as an image: " + e.getMessage(), e);
        }
    }

    /** Whether {@code encoded} begins like a PNG file. */
    private static boolean isPng(byte[] encoded) {
        for (int i = 0; i < PNG_START.length; i++) {
            if (encoded.length < PNG_HEADER_BYTES || encoded[i] != PNG_START[i]) {
                return false;
            }
        }
        return true;
    }

    private interface Reading<T> {
        T from(ImageReader reader) throws IOException;
    }

    private static <T> T read(byte[] encoded, Reading<T> reading) throws IOException {
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext()) {
                throw new IOException("it is not an image that can be read; expected PNG, JPEG, GIF or BMP");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(input, true, true);
                return reading.from(reader);
            } finally {
                reader.dispose();
            }
        } catch (RuntimeException e) {
            // The platform's readers answer damaged files with all sorts of unchecked exceptions.
            throw new IOException("it does not decode: " + e, e);
        }
    }

    private static BufferedImage checkedImage(ImageReader reader) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if ((long) width * height > MAX_PIXELS) {
            throw new IOException(
                    "it has " + (long) width * height + " pixels; the most is " + MAX_PIXELS + ", make it smaller");
        }
        BufferedImage image = reader.read(0);
        if (image.getWidth() != width || image.getHeight() != height) {
            throw new IOException("it does not decode to its " + width + " x " + height + " pixels");
        }
        return image;
    }

    private static RgbImage rgb(BufferedImage image, Transparency transparency) throws IOException {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] rgb = new byte[width * height * RgbImage.CHANNELS];
        int[] line = new int[width];
        boolean refuses =
                transparency == Transparency.REFUSED && image.getColorModel().hasAlpha();
        int to = 0;
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, line, 0, width);
            for (int argb : line) {
                int alpha = argb >>> 24;
                if (refuses && alpha != 0xff) {
                    throw new IOException("it has transparent pixels; store images as RGB on the background you want");
                }
                rgb[to++] = onWhite(argb >>> 16, alpha);
                rgb[to++] = onWhite(argb >>> 8, alpha);
                rgb[to++] = onWhite(argb, alpha);
            }
        }
        return new RgbImage(rgb, height, width);
    }

    /** The low byte of {@code channel} over white; unchanged where {@code alpha} is 255. */
    private static byte onWhite(int channel, int alpha) {
        return (byte) (((channel & 0xff) * alpha + 255 * (255 - alpha) + 127) / 255);
    }
}
