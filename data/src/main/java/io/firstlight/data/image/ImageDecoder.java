package io.firstlight.data.image;

import io.firstlight.core.error.UserException;
import io.firstlight.core.image.ImageSize;
import io.firstlight.core.image.RgbImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Decodes the bytes of image files: PNG, JPEG, GIF (its first frame) and BMP, recognised by their content. The values
 * are those of Pillow's {@code ImageOps.exif_transpose(image).convert("RGB")}: turned upright, color profiles not
 * applied, of 16 bits the high 8. What cannot be read so is refused. Sizes are checked before anything is decoded, so
 * that a small file cannot ask for gigabytes. Thread-safe.
 */
public final class ImageDecoder {
    /** About 200 MB decoded; a larger image is more likely a mistake than data. */
    static final long MAX_PIXELS = 50_000_000;

    private static final int BMP_WIDTH_AT = 18;
    private static final int BMP_CORE_HEADER_BYTES = 12;

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
     * @throws IOException saying what is wrong with it, if it is no image, is damaged, too large, of a kind that is not
     *     read, or transparent where that is refused
     */
    public static RgbImage decode(byte[] encoded, Transparency transparency) throws IOException {
        if (JpegFile.is(encoded)) {
            return JpegDecoder.decode(encoded);
        }
        if (PngFile.is(encoded)) {
            return png(encoded, transparency);
        }
        ImageSize size = size(encoded);
        boolean isGif = GifFile.is(encoded);
        if (isGif) {
            requireWhole(GifFile.read(encoded));
        }
        BufferedImage image = ImageReading.of(isGif ? "gif" : "bmp", encoded, reader -> reader.read(0));
        return rgb(image, size, Samples.of(image), transparency);
    }

    /**
     * The size of an image file as {@link #decode} gives it; nothing is decoded.
     *
     * @param encoded the whole file
     * @throws IOException if it is no image
     */
    public static ImageSize size(byte[] encoded) throws IOException {
        if (PngFile.is(encoded)) {
            return PngFile.uprightSize(encoded);
        }
        if (JpegFile.is(encoded)) {
            JpegFile file = JpegFile.read(encoded);
            return file.orientation().upright(file.stored());
        }
        if (GifFile.is(encoded)) {
            return GifFile.read(encoded).size();
        }
        if (encoded.length > BMP_WIDTH_AT + 2 * Integer.BYTES && encoded[0] == 'B' && encoded[1] == 'M') {
            ByteBuffer header = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
            return header.getInt(14) == BMP_CORE_HEADER_BYTES
                    ? checkedSize(
                            Short.toUnsignedInt(header.getShort(BMP_WIDTH_AT + 2)),
                            Short.toUnsignedInt(header.getShort(BMP_WIDTH_AT)))
                    // A negative height says that the first row is the uppermost.
                    : checkedSize(Math.abs(header.getInt(BMP_WIDTH_AT + 4)), header.getInt(BMP_WIDTH_AT));
        }
        throw new IOException("it is not an image that can be read; expected PNG, JPEG, GIF or BMP");
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

    /** A size as a file's header says it, if an image can have it. */
    static ImageSize checkedSize(int height, int width) throws IOException {
        if (width < 1 || height < 1) {
            throw new IOException("its header says " + width + " x " + height + " pixels");
        }
        if ((long) width * height > MAX_PIXELS) {
            throw new IOException(
                    "it has " + (long) width * height + " pixels; the most is " + MAX_PIXELS + ", make it smaller");
        }
        return new ImageSize(height, width);
    }

    private static RgbImage png(byte[] encoded, Transparency transparency) throws IOException {
        PngFile file = PngFile.read(encoded);
        if (file.colorType() == PngFile.GREY && file.bitDepth() > 8) {
            throw new IOException("it is grey with 16 bits, which programs bring to 8 bits in different ways;"
                    + " save it with 8 bits");
        }
        BufferedImage image = ImageReading.of("png", file.plain(), reader -> reader.read(0));
        Samples samples = Samples.of(image);
        if (file.colorType() == PngFile.PALETTE && samples.greatestIndex() >= file.paletteSize()) {
            throw new IOException("a pixel has color " + samples.greatestIndex() + " of a palette of "
                    + file.paletteSize() + " colors, the first being 0");
        }
        return file.orientation().upright(rgb(image, file.stored(), samples, transparency));
    }

    private static void requireWhole(GifFile gif) throws IOException {
        if (!gif.isWhole()) {
            throw new IOException("the first frame of the GIF does not cover its " + gif.size()
                    + " pixels; save the frame that is meant as an image of its own");
        }
        if (!gif.hasColors()) {
            throw new IOException("it is a GIF without a table of colors");
        }
    }

    private static RgbImage rgb(BufferedImage image, ImageSize size, Samples samples, Transparency transparency)
            throws IOException {
        int width = image.getWidth();
        int height = image.getHeight();
        if (width != size.width() || height != size.height()) {
            throw new IOException("it does not decode to its " + size + " pixels");
        }
        byte[] rgb = new byte[width * height * RgbImage.CHANNELS];
        int[] line = new int[width];
        int to = 0;
        for (int y = 0; y < height; y++) {
            samples.line(y, line);
            for (int argb : line) {
                int alpha = argb >>> 24;
                if (transparency == Transparency.REFUSED && alpha != 0xff) {
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
