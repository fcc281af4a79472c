package io.firstlight.data.image;

import io.firstlight.core.image.ImageSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What the chunks of a PNG file say (ISO/IEC 15948), with their checksums compared.
 *
 * @param stored size as stored, before it is turned upright
 * @param bitDepth bits of a sample
 * @param colorType 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGB and alpha
 * @param paletteSize number of colors; 0 without a palette
 * @param orientation how the image is turned
 * @param plain the file without chunks that do not bear on its samples, such as profiles and texts
 */
record PngFile(ImageSize stored, int bitDepth, int colorType, int paletteSize, Orientation orientation, byte[] plain) {
    static final int GREY = 0;
    static final int PALETTE = 3;

    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final Set<String> SAMPLES = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
    private static final Set<String> TEXTS = Set.of("tEXt", "zTXt", "iTXt");
    private static final String RAW_EXIF = "Raw profile type exif";
    private static final String XMP = "XML:com.adobe.xmp";
    private static final int EXIF_PREFIX_BYTES = 6;
    /** More is no orientation. */
    private static final int MOST_TEXT_BYTES = 1 << 20;

    static boolean is(byte[] encoded) {
        return encoded.length > SIGNATURE.length
                && Arrays.equals(encoded, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
    }

    /**
     * Reads the chunks of a file.
     *
     * @throws IOException if it is truncated or a checksum differs
     */
    static PngFile read(byte[] encoded) throws IOException {
        return read(encoded, true);
    }

    /** Size of the upright image; the samples are not looked at. */
    static ImageSize uprightSize(byte[] encoded) throws IOException {
        PngFile file = read(encoded, false);
        return file.orientation().upright(file.stored());
    }

    private static PngFile read(byte[] encoded, boolean withSamples) throws IOException {
        try {
            return new Reader(encoded, withSamples).read();
        } catch (BufferUnderflowException e) {
            throw new IOException("it is a truncated PNG", e);
        }
    }

    private static final class Reader {
        private final byte[] encoded;
        private final boolean withSamples;
        private final ByteArrayOutputStream plain = new ByteArrayOutputStream();
        private ImageSize size;
        private int bitDepth;
        private int colorType;
        private int paletteSize;
        private Orientation orientation = Orientation.UPRIGHT;

        Reader(byte[] encoded, boolean withSamples) {
            this.encoded = encoded;
            this.withSamples = withSamples;
        }

        PngFile read() throws IOException {
            plain.write(encoded, 0, SIGNATURE.length);
            ByteBuffer in = ByteBuffer.wrap(encoded);
            in.position(SIGNATURE.length);
            String name = "";
            while (!name.equals("IEND")) {
                int start = in.position();
                int length = in.getInt();
                byte[] ascii = new byte[4];
                in.get(ascii);
                name = new String(ascii, StandardCharsets.ISO_8859_1);
                if (length < 0 || length > in.remaining() - Integer.BYTES) {
                    throw new IOException("it is a truncated PNG: its chunk " + name + " ends after the file");
                }
                int content = in.position();
                in.position(content + length);
                int crc = in.getInt();
                if (withSamples && SAMPLES.contains(name)) {
                    CRC32 computed = new CRC32();
                    computed.update(encoded, start + Integer.BYTES, length + Integer.BYTES);
                    if ((int) computed.getValue() != crc) {
                        throw new IOException("it is a damaged PNG: the checksum of its chunk " + name + " differs");
                    }
                    plain.write(encoded, start, length + 3 * Integer.BYTES);
                }
                chunk(name, content, length);
            }
            if (size == null) {
                throw new IOException("it is a damaged PNG: it has no header");
            }
            byte[] samples = plain.size() == encoded.length ? encoded : plain.toByteArray();
            return new PngFile(size, bitDepth, colorType, paletteSize, orientation, samples);
        }

        private void chunk(String name, int from, int length) throws IOException {
            if (name.equals("IHDR")) {
                ByteBuffer header = ByteBuffer.wrap(encoded, from, length);
                int width = header.getInt();
                size = ImageDecoder.checkedSize(header.getInt(), width);
                bitDepth = header.get();
                colorType = header.get();
            } else if (name.equals("PLTE")) {
                paletteSize = length / 3;
            } else if (name.equals("eXIf")) {
                orientation = Orientation.ofExif(encoded, from, length).or(orientation);
            } else if (TEXTS.contains(name)) {
                text(from, length);
            }
        }

        /** Some writers put EXIF, as hexadecimal digits, or XMP into a text. */
        private void text(int from, int length) {
            int end = from;
            while (end < from + length && encoded[end] != 0) {
                end++;
            }
            String keyword = new String(encoded, from, end - from, StandardCharsets.ISO_8859_1);
            int content = Math.min(end + 1, from + length);
            if (keyword.equals(XMP)) {
                orientation = orientation.or(Orientation.ofXmp(encoded, content, from + length - content));
            } else if (keyword.equals(RAW_EXIF)) {
                orientation = orientation.or(rawExif(inflatedIfNeeded(content, from + length)));
            }
        }

        private String inflatedIfNeeded(int from, int end) {
            if (end - from < 2 || encoded[from] != 0) {
                return new String(encoded, from, end - from, StandardCharsets.ISO_8859_1);
            }
            Inflater inflater = new Inflater();
            try {
                inflater.setInput(encoded, from + 1, end - from - 1);
                byte[] text = new byte[MOST_TEXT_BYTES];
                return new String(text, 0, inflater.inflate(text), StandardCharsets.ISO_8859_1);
            } catch (DataFormatException e) {
                return "";
            } finally {
                inflater.end();
            }
        }

        /** An empty line, a name, a size, then hexadecimal digits. */
        private static Orientation rawExif(String text) {
            String[] lines = text.split("\n", 4);
            try {
                byte[] exif = HexFormat.of().parseHex(lines[lines.length - 1].replaceAll("\\s", ""));
                return exif.length <= EXIF_PREFIX_BYTES
                        ? Orientation.UPRIGHT
                        : Orientation.ofExif(exif, EXIF_PREFIX_BYTES, exif.length - EXIF_PREFIX_BYTES);
            } catch (IllegalArgumentException e) {
                return Orientation.UPRIGHT;
            }
        }
    }
}
