package io.firstlight.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.image.ImageSize;
import io.firstlight.core.image.RgbImage;
import io.firstlight.data.fixture.PngBytes;
import io.firstlight.data.image.ImageDecoder.Transparency;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;

/** The values of tiny files, written out; {@link PillowValuesTest} compares many more where Pillow is. */
class ImageValuesTest {
    private static String hex(byte[] encoded) throws IOException {
        return hex(ImageDecoder.decode(encoded, Transparency.REFUSED));
    }

    private static String hex(RgbImage image) {
        return HexFormat.of().formatHex(image.rgb());
    }

    private static void refused(byte[] encoded, String words) {
        assertThatThrownBy(() -> ImageDecoder.decode(encoded, Transparency.REFUSED))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(words);
    }

    @Test
    void greyValuesAreTheFilesOwn() throws IOException {
        assertThat(hex(new PngBytes(2, 1, 8, 0).of(new int[] {128, 1}))).isEqualTo("808080010101");
        assertThat(hex(new PngBytes(4, 1, 2, 0).of(new int[] {0b00_01_10_11}))).isEqualTo("000000555555aaaaaaffffff");
        assertThat(hex(new PngBytes(2, 1, 4, 0).of(new int[] {0x5a}))).isEqualTo("555555aaaaaa");
        assertThat(hex(new PngBytes(2, 1, 1, 0).of(new int[] {0b0100_0000}))).isEqualTo("000000ffffff");
        assertThat(hex(new PngBytes(1, 1, 8, 4).of(new int[] {128, 255}))).isEqualTo("808080");
        assertThat(hex(new PngBytes(1, 1, 8, 0).chunk("gAMA", 0, 1, 0x86, 0xa0).of(new int[] {128})))
                .isEqualTo("808080");
        BufferedImage grey = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        byte[] values = new byte[16 * 16];
        Arrays.fill(values, (byte) 128);
        grey.getRaster().setDataElements(0, 0, 16, 16, values);
        assertThat(ImageDecoder.decode(written(grey, "jpg"), Transparency.REFUSED)
                        .rgb())
                .containsOnly(128);
    }

    @Test
    void ofSixteenBitsTheHighOnesAreReadAndGreyIsRefused() throws IOException {
        assertThat(hex(new PngBytes(1, 1, 16, 2).of(new int[] {0x80, 0xff, 0x40, 0, 0xc0, 0x7f})))
                .isEqualTo("8040c0");
        refused(new PngBytes(1, 1, 16, 0).of(new int[] {0x80, 0}), "grey with 16 bits");
    }

    @Test
    void paletteAndTransparency() throws IOException {
        PngBytes palette = new PngBytes(2, 1, 8, 3).chunk("PLTE", 10, 20, 30, 200, 100, 50);
        assertThat(hex(palette.of(new int[] {1, 0}))).isEqualTo("c864320a141e");
        refused(palette.of(new int[] {1, 9}), "color 9 of a palette of 2 colors");
        refused(palette.chunk("tRNS", 0).of(new int[] {1, 0}), "transparent");
        PngBytes key = new PngBytes(2, 1, 8, 2).chunk("tRNS", 0, 1, 0, 2, 0, 3);
        refused(key.of(new int[] {1, 2, 3, 9, 9, 9}), "transparent");
        assertThat(hex(key.of(new int[] {1, 2, 4, 9, 9, 9}))).isEqualTo("010204090909");
        byte[] faint = new PngBytes(1, 1, 8, 6).of(new int[] {100, 200, 0, 51});
        refused(faint, "transparent");
        assertThat(hex(ImageDecoder.decode(faint, Transparency.ON_WHITE))).isEqualTo("e0f4cc");
    }

    @Test
    void inksBecomeColors() throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        WritableRaster inks = Raster.createInterleavedRaster(0, 8, 8, 4, null);
        for (int i = 0; i < 64; i++) {
            // Inverted: 255 is no ink. Half of the light is left by black.
            inks.setPixel(i % 8, i / 8, new int[] {220, 30, 30, 128});
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(new IIOImage(inks, null, null));
        }
        writer.dispose();
        RgbImage red = ImageDecoder.decode(out.toByteArray(), Transparency.REFUSED);
        assertThat(red.rgb()[0] & 0xff).isBetween(108, 112);
        assertThat(red.rgb()[1] & 0xff).isBetween(13, 17);
        assertThat(red.rgb()[2] & 0xff).isBetween(13, 17);
    }

    /** Of the rows 1 2 3 and 4 5 6, what is seen. */
    @Test
    void imagesAreTurnedUpright() throws IOException {
        String[] seen = {"123/456", "321/654", "654/321", "456/123", "14/25/36", "41/52/63", "63/52/41", "36/25/14"};
        for (int orientation = 1; orientation <= 8; orientation++) {
            for (boolean littleEndian : new boolean[] {false, true}) {
                byte[] encoded = new PngBytes(3, 2, 8, 0)
                        .chunk("eXIf", exif(orientation, littleEndian))
                        .of(new int[] {1, 2, 3}, new int[] {4, 5, 6});
                RgbImage image = ImageDecoder.decode(encoded, Transparency.REFUSED);
                StringBuilder rows = new StringBuilder();
                for (int i = 0; i < 6; i++) {
                    rows.append(i > 0 && i % image.width() == 0 ? "/" : "").append(image.rgb()[3 * i]);
                }
                assertThat(rows).as("orientation " + orientation).hasToString(seen[orientation - 1]);
                assertThat(ImageDecoder.size(encoded)).isEqualTo(image.size());
            }
        }
        byte[] odd =
                new PngBytes(3, 2, 8, 0).chunk("eXIf", exif(9, false)).of(new int[] {1, 2, 3}, new int[] {4, 5, 6});
        assertThat(ImageDecoder.size(odd)).isEqualTo(new ImageSize(2, 3));
    }

    @Test
    void aJpegIsTurnedByExifAndByXmp() throws IOException {
        byte[] plain = written(new BufferedImage(24, 16, BufferedImage.TYPE_INT_RGB), "jpg");
        byte[] exif = concatenated("Exif\0\0".getBytes(StandardCharsets.US_ASCII), exif(6, true));
        byte[] xmp = "http://ns.adobe.com/xap/1.0/\0<x tiff:Orientation=\"8\"/>".getBytes(StandardCharsets.US_ASCII);
        for (byte[] segment : new byte[][] {exif, xmp}) {
            byte[] head = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe1, 0, (byte) (segment.length + 2)};
            byte[] turned = concatenated(head, concatenated(segment, Arrays.copyOfRange(plain, 2, plain.length)));
            assertThat(ImageDecoder.size(turned)).isEqualTo(new ImageSize(24, 16));
            assertThat(ImageDecoder.decode(turned, Transparency.REFUSED).size()).isEqualTo(new ImageSize(24, 16));
        }
        assertThat(ImageDecoder.size(plain)).isEqualTo(new ImageSize(16, 24));
    }

    @Test
    void damagedFilesAreRefused() throws IOException {
        byte[] png = new PngBytes(2, 1, 8, 0).of(new int[] {128, 1});
        byte[] flipped = png.clone();
        flipped[png.length - 12 - 8] ^= 0x40;
        refused(flipped, "checksum of its chunk IDAT");
        refused(Arrays.copyOf(png, png.length - 12), "truncated PNG");
        byte[] jpeg = written(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "jpg");
        refused(Arrays.copyOf(jpeg, jpeg.length - 30), "damaged");
        refused(Arrays.copyOf(jpeg, 100), "JPEG that ends before its first scan");
        byte[] huge = new PngBytes(40_000, 40_000, 8, 0).of(new int[] {0});
        refused(huge, "the most is 50000000");
    }

    @Test
    void filesOfOtherKindsAreRefused() throws IOException {
        refused(written(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), "tiff"), "expected PNG, JPEG, GIF or BMP");
        byte[] gif = written(new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_BINARY), "gif");
        gif[6] = 5;
        refused(gif, "does not cover its 5 x 4 pixels");
        byte[] halved = written(new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB), "jpg");
        for (int at = 2; at < halved.length - 20; at++) {
            if (halved[at] == (byte) 0xff && halved[at + 1] == (byte) 0xc0) {
                halved[at + 11] = 0x12;
            }
        }
        refused(halved, "4:4:0");
    }

    private static byte[] exif(int orientation, boolean littleEndian) {
        return HexFormat.of()
                .parseHex(
                        littleEndian
                                ? "49492a00080000000200" + "0f01020001000000" + "41000000" + "120103000100000" + "00"
                                        + orientation + "000000"
                                : "4d4d002a000000080002" + "010f000200000001" + "41000000" + "011200030000000100" + "0"
                                        + orientation + "0000");
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] written(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, out)).isTrue();
        return out.toByteArray();
    }
}
