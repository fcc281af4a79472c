package io.firstlight.data.image;

import io.firstlight.core.image.ImageSize;
import java.io.IOException;

/**
 * What the blocks of a GIF file say up to its first frame (GIF89a specification).
 *
 * @param size of the whole image
 * @param isWhole whether the first frame covers it
 * @param hasColors whether there is a table of the first frame's colors
 */
record GifFile(ImageSize size, boolean isWhole, boolean hasColors) {
    private static final int HEADER_BYTES = 13;
    private static final int EXTENSION = 0x21;
    private static final int FRAME = 0x2c;
    private static final int TABLE_FLAG = 0x80;
    private static final int TABLE_SIZE_BITS = 7;

    static boolean is(byte[] encoded) {
        return encoded.length > HEADER_BYTES && encoded[0] == 'G' && encoded[1] == 'I' && encoded[2] == 'F';
    }

    static GifFile read(byte[] encoded) throws IOException {
        try {
            int width = unsignedShort(encoded, 6);
            int height = unsignedShort(encoded, 8);
            ImageSize size = ImageDecoder.checkedSize(height, width);
            int at = HEADER_BYTES + tableBytes(encoded[10]);
            while ((encoded[at] & 0xff) == EXTENSION) {
                at += 2;
                for (int block = encoded[at++] & 0xff; block > 0; block = encoded[at++] & 0xff) {
                    at += block;
                }
            }
            if ((encoded[at] & 0xff) != FRAME) {
                throw new IOException("it is a GIF without a frame");
            }
            boolean isWhole = unsignedShort(encoded, at + 1) == 0
                    && unsignedShort(encoded, at + 3) == 0
                    && unsignedShort(encoded, at + 5) == width
                    && unsignedShort(encoded, at + 7) == height;
            return new GifFile(size, isWhole, ((encoded[10] | encoded[at + 9]) & TABLE_FLAG) != 0);
        } catch (ArrayIndexOutOfBoundsException e) {
            throw new IOException("it is a truncated GIF", e);
        }
    }

    private static int tableBytes(int flags) {
        return (flags & TABLE_FLAG) == 0 ? 0 : 3 << ((flags & TABLE_SIZE_BITS) + 1);
    }

    private static int unsignedShort(byte[] encoded, int at) {
        return (encoded[at] & 0xff) | ((encoded[at + 1] & 0xff) << 8);
    }
}
