package io.firstlight.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.core.image.ImageSize;
import io.firstlight.core.image.RgbImage;
import io.firstlight.data.fixture.Python;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is accepted has Pillow's values, to the last bit. Runs where a Python with Pillow is. */
class PillowValuesTest {
    private static final String SCRIPT = "pillow_peer.py";
    /** What need not be accepted: programs differ in it. */
    private static final String MAY_BE_REFUSED = "grey-16.png";

    @TempDir
    Path folder;

    @Test
    void valuesAreThoseOfPillow() throws IOException {
        Optional<Python> python = Python.with("PIL");
        Assumptions.assumeTrue(
                python.isPresent(), "not compared: no Python with Pillow; FIRSTLIGHT_PYTHON can name one");
        Path images = Files.createDirectory(folder.resolve("images"));
        python.get().run(PillowValuesTest.class, SCRIPT, folder, "write", images.toString());
        writeWithImageIo(images);
        python.get().run(PillowValuesTest.class, SCRIPT, folder, "read", images.toString());
        int compared = 0;
        for (Path file : files(images)) {
            ByteBuffer expected = ByteBuffer.wrap(Files.readAllBytes(Path.of(file + ".rgb")));
            assertThat(expected.remaining())
                    .as("Pillow reads " + file.getFileName())
                    .isPositive();
            if (file.endsWith(MAY_BE_REFUSED)) {
                continue;
            }
            RgbImage image = ImageDecoder.decode(Files.readAllBytes(file), ImageDecoder.Transparency.ON_WHITE);
            ImageSize size = new ImageSize(expected.getInt(Integer.BYTES), expected.getInt(0));
            assertThat(image.size()).as(file.toString()).isEqualTo(size);
            assertThat(ImageDecoder.size(Files.readAllBytes(file)))
                    .as(file.toString())
                    .isEqualTo(size);
            byte[] values = Arrays.copyOfRange(expected.array(), 2 * Integer.BYTES, expected.capacity());
            assertThat(image.rgb()).as(file.toString()).isEqualTo(values);
            compared++;
        }
        assertThat(compared).isGreaterThan(150);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return List.copyOf(new TreeSet<>(
                    files.filter(file -> !file.toString().endsWith(".rgb")).toList()));
        }
    }

    /** What Pillow does not write: interlaced PNG, compressed BMP, and the JPEG and GIF of another encoder. */
    private static void writeWithImageIo(Path folder) throws IOException {
        Random random = new Random(3);
        for (int type :
                new int[] {BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_BYTE_INDEXED}) {
            BufferedImage image = new BufferedImage(37, 21, type);
            for (int i = 0; i < 37 * 21; i++) {
                image.setRGB(i % 37, i / 37, random.nextInt() | 0xff000000);
            }
            write(image, "png", "interlaced", folder.resolve("interlaced-" + type + ".png"));
            if (type == BufferedImage.TYPE_BYTE_INDEXED) {
                write(image, "bmp", "BI_RLE8", folder.resolve("packed.bmp"));
            } else {
                write(image, "jpeg", "", folder.resolve("java-" + type + ".jpg"));
            }
            write(image, "gif", "", folder.resolve("java-" + type + ".gif"));
        }
    }

    private static void write(BufferedImage image, String format, String how, Path file) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        if (how.equals("interlaced")) {
            param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        } else if (!how.isEmpty()) {
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionType(how);
        }
        try (OutputStream out = Files.newOutputStream(file);
                ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
    }
}
