package io.firstlight.data.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Reads PNG bytes with the platform's own reader, without its disk cache. */
final class PngDecoder {
    /** Signature, length and name of the first chunk, width, height. */
    static final int HEADER_BYTES = 24;

    private static final byte[] START = {
        (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'
    };

    private PngDecoder() {}

    /** Whether {@code header} begins like a PNG file. */
    static boolean isPng(byte[] header) {
        for (int i = 0; i < START.length; i++) {
            if (header.length < HEADER_BYTES || header[i] != START[i]) {
                return false;
            }
        }
        return true;
    }

    /** @return [height, width, 3] unsigned bytes */
    static byte[] rgb(byte[] png) throws IOException {
        BufferedImage image = read(png);
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] rgb = new byte[width * height * 3];
        int[] line = new int[width];
        boolean alpha = image.getColorModel().hasAlpha();
        int to = 0;
        for (int y = 0; y < height; y++) {
            image.getRGB(0, y, width, 1, line, 0, width);
            for (int argb : line) {
                if (alpha && argb >>> 24 != 0xff) {
                    throw new IOException("it has transparent pixels; store images as RGB on the background you want");
                }
                rgb[to++] = (byte) (argb >> 16);
                rgb[to++] = (byte) (argb >> 8);
                rgb[to++] = (byte) argb;
            }
        }
        return rgb;
    }

    private static BufferedImage read(byte[] png) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(png))) {
            reader.setInput(in, true, true);
            return reader.read(0);
        } catch (RuntimeException e) {
            // The platform's reader lets index and state errors out of damaged files.
            throw new IOException("it does not decode: " + e, e);
        } finally {
            reader.dispose();
        }
    }
}
