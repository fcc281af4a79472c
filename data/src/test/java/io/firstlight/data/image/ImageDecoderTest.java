package io.firstlight.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.error.UserException;
import io.firstlight.core.image.RgbImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageDecoderTest {
    @TempDir
    Path directory;

    @Test
    void whatIsTransparentBecomesWhite() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0xffff0000);
        image.setRGB(1, 0, 0x00ff0000);
        RgbImage read = ImageDecoder.read(save(image, "png"));
        assertThat(read.rgb()).containsExactly(255, 0, 0, 255, 255, 255);
    }

    @Test
    void aJpegIsRead() throws IOException {
        BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        image.createGraphics().fillRect(0, 0, 40, 30);
        RgbImage read = ImageDecoder.read(save(image, "jpg"));
        assertThat(read.width()).isEqualTo(40);
        assertThat(read.height()).isEqualTo(30);
        assertThat(read.rgb()[600] & 0xff).isGreaterThan(250);
    }

    @Test
    void whatIsNoImageIsNamed() throws IOException {
        assertThatThrownBy(() -> ImageDecoder.read(directory.resolve("nowhere.png")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("no image at")
                .hasMessageContaining("nowhere.png");
        Path text = Files.writeString(directory.resolve("notes.png"), "not an image");
        assertThatThrownBy(() -> ImageDecoder.read(text))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("notes.png");
        Path whole = save(new BufferedImage(50, 50, BufferedImage.TYPE_INT_RGB), "png");
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(directory.resolve("cut.png"), Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> ImageDecoder.read(cut))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("cut.png");
    }

    private Path save(BufferedImage image, String format) throws IOException {
        Path file = directory.resolve("image." + format);
        ImageIO.write(image, format, file.toFile());
        return file;
    }
}
