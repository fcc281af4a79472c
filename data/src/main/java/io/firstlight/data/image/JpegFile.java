package io.firstlight.data.image;

import io.firstlight.core.image.ImageSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the markers of a JPEG file say (ITU-T T.81, annex B), up to its first scan.
 *
 * @param stored size as stored, before it is turned upright
 * @param components of the frame, in order
 * @param colors what the components are
 * @param orientation how the image is turned
 * @param plain the file without segments that do not bear on its samples: ImageIO stumbles over odd color profiles and
 *     thumbnails that nobody asks for
 */
record JpegFile(ImageSize stored, List<Component> components, Colors colors, Orientation orientation, byte[] plain) {
    /** What the components of a JPEG are. */
    enum Colors {
        GREY,
        YCBCR,
        RGB,
        /** Stored inverted, as all known writers do. */
        CMYK,
        /** CMYK whose first three components are as YCbCr. */
        YCCK
    }

    /**
     * A component of the frame.
     *
     * @param horizontal sampling factor
     * @param vertical sampling factor
     */
    record Component(int id, int horizontal, int vertical) {}

    private static final int SOI = 0xd8;
    private static final int EOI = 0xd9;
    private static final int SOS = 0xda;
    private static final int COMMENT = 0xfe;
    private static final int APP0 = 0xe0;
    private static final int APP1 = 0xe1;
    private static final int APP14 = 0xee;
    private static final int APP15 = 0xef;
    private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};
    private static final byte[] XMP = "http://ns.adobe.com/xap/1.0/\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] JFIF = {'J', 'F', 'I', 'F', 0};
    private static final byte[] ADOBE = {'A', 'd', 'o', 'b', 'e'};
    private static final int ADOBE_TRANSFORM_AT = 11;

    static boolean is(byte[] encoded) {
        return encoded.length > 3
                && (encoded[0] & 0xff) == 0xff
                && (encoded[1] & 0xff) == SOI
                && (encoded[2] & 0xff) == 0xff;
    }

    /**
     * Reads the markers of a file.
     *
     * @throws IOException if it is damaged or of a kind that is not read
     */
    static JpegFile read(byte[] encoded) throws IOException {
        try {
            return new Reader(encoded).read();
        } catch (ArrayIndexOutOfBoundsException e) {
            throw new IOException("it is a JPEG that ends before its first scan", e);
        }
    }

    private static final class Reader {
        private final byte[] encoded;
        private final ByteArrayOutputStream plain = new ByteArrayOutputStream();
        private ImageSize size;
        private final List<Component> components = new ArrayList<>();
        private boolean isJfif;
        private int adobeTransform = -1;
        private Orientation exif = Orientation.UPRIGHT;
        private Orientation xmp = Orientation.UPRIGHT;

        Reader(byte[] encoded) {
            this.encoded = encoded;
        }

        JpegFile read() throws IOException {
            plain.write(encoded, 0, 2);
            int at = 2;
            while (true) {
                int start = at;
                while (unsigned(at) == 0xff) {
                    at++;
                }
                int marker = unsigned(at++);
                if (at - start < 2 || marker == 0 || marker == EOI) {
                    throw new IOException("it is a damaged JPEG: found no marker at byte " + start);
                }
                if (marker == SOS) {
                    plain.write(encoded, at - 2, encoded.length - at + 2);
                    break;
                }
                int length = unsignedShort(at);
                if (length < 2 || at + length > encoded.length) {
                    throw new IOException("it is a JPEG that ends before its first scan");
                }
                segment(marker, at + 2, length - 2);
                if (!isAbout(marker)) {
                    plain.write(encoded, at - 2, length + 2);
                }
                at += length;
            }
            if (size == null) {
                throw new IOException("it is a damaged JPEG: it has no frame");
            }
            return new JpegFile(size, List.copyOf(components), colors(), exif.or(xmp), plain.toByteArray());
        }

        /** Whether the segment says something about the image rather than being part of it. */
        private boolean isAbout(int marker) {
            return marker == COMMENT || (marker >= APP0 && marker <= APP15 && marker != APP14);
        }

        private void segment(int marker, int from, int length) throws IOException {
            boolean isFrame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
            if (isFrame) {
                frame(marker, from);
            } else if (marker == APP0) {
                isJfif |= startsWith(from, length, JFIF);
            } else if (marker == APP14 && length > ADOBE_TRANSFORM_AT && startsWith(from, length, ADOBE)) {
                adobeTransform = unsigned(from + ADOBE_TRANSFORM_AT);
            } else if (marker == APP1 && startsWith(from, length, EXIF)) {
                exif = exif.or(Orientation.ofExif(encoded, from + EXIF.length, length - EXIF.length));
            } else if (marker == APP1 && startsWith(from, length, XMP)) {
                xmp = xmp.or(Orientation.ofXmp(encoded, from + XMP.length, length - XMP.length));
            }
        }

        private void frame(int marker, int from) throws IOException {
            if (marker > 0xc2 || unsigned(from) != 8) {
                throw new IOException(String.format(
                        Locale.ROOT,
                        "it is a JPEG of %d bits and process SOF%d; baseline and progressive JPEG of 8 bits are read,"
                                + " save it as one",
                        unsigned(from),
                        marker - 0xc0));
            }
            size = ImageDecoder.checkedSize(unsignedShort(from + 1), unsignedShort(from + 3));
            for (int i = 0; i < unsigned(from + 5); i++) {
                int sampling = unsigned(from + 7 + 3 * i);
                components.add(new Component(unsigned(from + 6 + 3 * i), sampling >> 4, sampling & 15));
            }
        }

        /** As libjpeg decides (jdapimin.c, default_decompress_parms). */
        private Colors colors() throws IOException {
            return switch (components.size()) {
                case 1 -> Colors.GREY;
                case 3 -> isRgb() ? Colors.RGB : Colors.YCBCR;
                case 4 -> adobeTransform > 0 ? Colors.YCCK : Colors.CMYK;
                default ->
                    throw new IOException(
                            "it is a JPEG of " + components.size() + " components; 1, 3 or 4 are read, save it as RGB");
            };
        }

        private boolean isRgb() {
            if (isJfif || adobeTransform >= 0) {
                return !isJfif && adobeTransform == 0;
            }
            return components.get(0).id() == 'R'
                    && components.get(1).id() == 'G'
                    && components.get(2).id() == 'B';
        }

        private boolean startsWith(int from, int length, byte[] beginning) {
            if (length < beginning.length) {
                return false;
            }
            for (int i = 0; i < beginning.length; i++) {
                if (encoded[from + i] != beginning[i]) {
                    return false;
                }
            }
            return true;
        }

        private int unsigned(int at) {
            return encoded[at] & 0xff;
        }

        private int unsignedShort(int at) {
            return unsigned(at) << 8 | unsigned(at + 1);
        }
    }
}
