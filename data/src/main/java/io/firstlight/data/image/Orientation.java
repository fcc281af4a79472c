package io.firstlight.data.image;

import io.firstlight.core.image.ImageSize;
import io.firstlight.core.image.RgbImage;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a stored image has to be turned to be seen upright: the EXIF tag 274, values 1 (as it is) to 8.
 *
 * @param value 1 to 8; see CIPA DC-008 (EXIF 2.32), "Orientation"
 */
record Orientation(int value) {
    static final Orientation UPRIGHT = new Orientation(1);

    private static final int TAG = 0x0112;
    private static final int BYTES_AN_ENTRY = 12;
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int MOST = 8;
    private static final Pattern IN_XMP = Pattern.compile("tiff:Orientation(?:=\"|>)([1-8])");

    /** What the TIFF structure of an EXIF block says; upright where it says nothing or is damaged. */
    static Orientation ofExif(byte[] bytes, int from, int length) {
        ByteBuffer tiff = ByteBuffer.wrap(bytes, from, length).slice();
        try {
            int order = tiff.getShort();
            if (order != 0x4949 && order != 0x4d4d) {
                return UPRIGHT;
            }
            tiff.order(order == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            tiff.getShort();
            tiff.position(tiff.getInt());
            for (int left = Short.toUnsignedInt(tiff.getShort()); left > 0; left--) {
                int entry = tiff.position();
                int tag = Short.toUnsignedInt(tiff.getShort());
                int type = tiff.getShort();
                if (tag == TAG && tiff.getInt() == 1 && (type == SHORT || type == LONG)) {
                    return of(type == SHORT ? Short.toUnsignedInt(tiff.getShort()) : tiff.getInt());
                }
                tiff.position(entry + BYTES_AN_ENTRY);
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return UPRIGHT;
        }
        return UPRIGHT;
    }

    /** What an XMP packet says; upright where it says nothing. */
    static Orientation ofXmp(byte[] bytes, int from, int length) {
        Matcher matcher = IN_XMP.matcher(new String(bytes, from, length, StandardCharsets.ISO_8859_1));
        return matcher.find() ? of(Integer.parseInt(matcher.group(1))) : UPRIGHT;
    }

    private static Orientation of(int value) {
        return value >= 1 && value <= MOST ? new Orientation(value) : UPRIGHT;
    }

    /** This one, or {@code other} where this one says nothing. */
    Orientation or(Orientation other) {
        return equals(UPRIGHT) ? other : this;
    }

    private boolean swapsSides() {
        return value >= 5;
    }

    /** Size of the upright image. */
    ImageSize upright(ImageSize stored) {
        return swapsSides() ? new ImageSize(/* height= */ stored.width(), /* width= */ stored.height()) : stored;
    }

    /** The upright image. */
    RgbImage upright(RgbImage stored) {
        if (equals(UPRIGHT)) {
            return stored;
        }
        ImageSize size = upright(stored.size());
        // Values 3 and 4 begin at the bottom, 2 and 3 at the right; 6 and 7 as seen along the other side, and so on.
        boolean fromRight = value == 2 || value == 3 || value == 7 || value == 8;
        boolean fromBottom = value == 3 || value == 4 || value == 6 || value == 7;
        byte[] rgb = new byte[stored.rgb().length];
        int to = 0;
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                int column = swapsSides() ? y : x;
                int row = swapsSides() ? x : y;
                int fromX = fromRight ? stored.width() - 1 - column : column;
                int fromY = fromBottom ? stored.height() - 1 - row : row;
                System.arraycopy(
                        stored.rgb(), (fromY * stored.width() + fromX) * RgbImage.CHANNELS, rgb, to, RgbImage.CHANNELS);
                to += RgbImage.CHANNELS;
            }
        }
        return new RgbImage(rgb, size.height(), size.width());
    }
}
