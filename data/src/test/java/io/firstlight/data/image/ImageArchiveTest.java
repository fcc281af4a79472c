package io.firstlight.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.error.UserException;
import io.firstlight.core.image.ImageSize;
import io.firstlight.core.random.KeyedRandom;
import io.firstlight.data.fixture.Fixtures;
import io.firstlight.data.sample.BadSampleException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageArchiveTest {
    @TempDir
    Path folder;

    private final KeyedRandom random = KeyedRandom.of(7, "images", 0);
    private final Map<String, byte[]> members = new LinkedHashMap<>();

    private ImageArchive archive() throws IOException {
        return Fixtures.images(Fixtures.tar(folder.resolve("set.tar"), members));
    }

    @Test
    void everyImageComesBackByteForByteAndInOrder() throws Exception {
        Map<String, byte[]> pixels = new LinkedHashMap<>();
        for (String key : new String[] {"zebra", "dog", "a/" + "long".repeat(30)}) {
            pixels.put(key, Fixtures.pixels(random, 64, 32));
            members.put(key + ".png", Fixtures.png(pixels.get(key), 64, 32));
        }
        try (ImageArchive archive = archive()) {
            assertThat(archive.keys()).containsExactlyElementsOf(pixels.keySet());
            for (String key : pixels.keySet()) {
                assertThat(archive.image(key).rgb()).isEqualTo(pixels.get(key));
                assertThat(archive.size(key)).isEqualTo(new ImageSize(32, 64));
            }
        }
    }

    @Test
    void imagesInSeveralTarsAreOneArchive() throws Exception {
        List<Path> tars = new ArrayList<>();
        Map<String, byte[]> pixels = new LinkedHashMap<>();
        for (String tar : List.of("z", "a", "m")) {
            members.clear();
            for (int i = 0; i < 3; i++) {
                pixels.put(tar + i, Fixtures.pixels(random, 8, 8));
                members.put(tar + i + ".png", Fixtures.png(pixels.get(tar + i), 8, 8));
            }
            members.put(tar + "-damaged.png", new byte[] {1});
            tars.add(Fixtures.tar(folder.resolve(tar + ".tar"), members));
        }
        try (ImageArchive archive = Fixtures.images(tars.toArray(Path[]::new))) {
            assertThat(archive.keys())
                    .as("in the order of the tars, then of their members")
                    .containsExactly(
                            "z0",
                            "z1",
                            "z2",
                            "z-damaged",
                            "a0",
                            "a1",
                            "a2",
                            "a-damaged",
                            "m0",
                            "m1",
                            "m2",
                            "m-damaged");
            for (String key : pixels.keySet()) {
                assertThat(archive.image(key).rgb()).as(key).isEqualTo(pixels.get(key));
            }
            assertThatThrownBy(() -> archive.image("a-damaged"))
                    .isInstanceOf(BadSampleException.class)
                    .hasMessageContaining("a.tar, member a-damaged.png");
            assertThatThrownBy(() -> archive.image("none")).hasMessageContaining("z.tar and 2 more, member none");
        }
    }

    @Test
    void aKeyOfTwoTarsIsRefusedWithBoth() throws Exception {
        byte[] png = Fixtures.png(Fixtures.pixels(random, 8, 8), 8, 8);
        Path first = Fixtures.tar(folder.resolve("first.tar"), Map.of("dog.png", png));
        Path second = Fixtures.tar(folder.resolve("second.tar"), Map.of("dog.jpg", png));
        assertThatThrownBy(() -> Fixtures.images(first, second))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("first.tar holds dog.png and ")
                .hasMessageContaining("second.tar holds dog.jpg; keys must be unique");
    }

    @Test
    void namesWithDotsAreKeysUpToTheLastDot() throws Exception {
        Map<String, byte[]> pixels = new LinkedHashMap<>();
        for (String key : List.of("v1.0/cat.1", "v1.0/cat.2", "v1.0/cat", "b.c.d")) {
            pixels.put(key, Fixtures.pixels(random, 8, 8));
            members.put(key + ".png", Fixtures.png(pixels.get(key), 8, 8));
        }
        try (ImageArchive archive = archive()) {
            assertThat(archive.keys()).containsExactlyElementsOf(pixels.keySet());
            for (String key : pixels.keySet()) {
                assertThat(archive.image(key).rgb()).as(key).isEqualTo(pixels.get(key));
            }
            for (String key : List.of("b", "b.c", "v1.0/cat.3", "v1", "cat.1")) {
                assertThat(archive.contains(key)).as(key).isFalse();
            }
        }
    }

    @Test
    void severalThreadsMayReadAtOnce() throws Exception {
        byte[] pixels = Fixtures.pixels(random, 32, 32);
        for (int i = 0; i < 40; i++) {
            members.put("k" + i + ".png", Fixtures.png(pixels, 32, 32));
        }
        try (ImageArchive archive = archive()) {
            boolean same = IntStream.range(0, 40).parallel().allMatch(i -> {
                try {
                    return Arrays.equals(pixels, archive.image("k" + i).rgb());
                } catch (BadSampleException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(same).isTrue();
        }
    }

    @Test
    void aPaletteImageIsReadAsItsColors() throws Exception {
        BufferedImage image = new BufferedImage(32, 32, BufferedImage.TYPE_BYTE_INDEXED);
        image.setRGB(3, 0, 0xff0000);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        members.put("p.png", out.toByteArray());
        try (ImageArchive archive = archive()) {
            assertThat(Arrays.copyOfRange(archive.image("p").rgb(), 9, 15)).containsExactly((byte) 255, 0, 0, 0, 0, 0);
        }
    }

    @Test
    void transparentPixelsAreRefusedRatherThanGuessed() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(32, 32, BufferedImage.TYPE_INT_ARGB), "png", out);
        members.put("t.png", out.toByteArray());
        try (ImageArchive archive = archive()) {
            assertThatThrownBy(() -> archive.image("t"))
                    .isInstanceOf(BadSampleException.class)
                    .hasMessageContaining("transparent");
        }
    }

    @Test
    void aDamagedPngIsNamedWithArchiveAndMember() throws Exception {
        byte[] png = Fixtures.png(Fixtures.pixels(random, 32, 32), 32, 32);
        members.put("short.png", Arrays.copyOf(png, png.length / 2));
        members.put("text.png", "this is not an image at all".getBytes(StandardCharsets.UTF_8));
        members.put("tiny.png", new byte[] {1, 2});
        members.put("good.png", png);
        byte[] flipped = png.clone();
        flipped[png.length / 2] ^= 0x10;
        members.put("flipped.png", flipped);
        try (ImageArchive archive = archive()) {
            for (String key : new String[] {"short", "text", "tiny", "flipped"}) {
                assertThatThrownBy(() -> archive.image(key))
                        .isInstanceOf(BadSampleException.class)
                        .hasMessageContaining("set.tar")
                        .hasMessageContaining("member " + key + ".png");
            }
            assertThat(archive.image("good").rgb()).hasSize(32 * 32 * 3);
        }
    }

    @Test
    void aMissingMemberIsNamed() throws Exception {
        members.put("dog.png", Fixtures.png(Fixtures.pixels(random, 32, 32), 32, 32));
        try (ImageArchive archive = archive()) {
            assertThat(archive.contains("cat")).isFalse();
            assertThatThrownBy(() -> archive.image("cat"))
                    .isInstanceOf(BadSampleException.class)
                    .hasMessageContaining("member cat")
                    .hasMessageContaining("no such member");
        }
    }

    @Test
    void otherFormatsAreReadByTheirContentAndKnowTheirSizeBeforeTheyAreDecoded() throws Exception {
        BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        image.createGraphics().fillRect(0, 0, 40, 30);
        for (String format : List.of("jpg", "gif", "bmp")) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThat(ImageIO.write(image, format, out)).isTrue();
            members.put("of-" + format + "." + format, out.toByteArray());
            members.put("named-wrong-" + format + ".png", out.toByteArray());
        }
        try (ImageArchive archive = archive()) {
            assertThat(archive.keys()).contains("of-jpg", "of-gif", "named-wrong-bmp");
            for (String key : archive.keys()) {
                assertThat(archive.size(key)).as(key).isEqualTo(new ImageSize(30, 40));
                assertThat(archive.image(key).rgb()[600] & 0xff).as(key).isGreaterThan(250);
            }
        }
    }

    @Test
    void aHugeImageIsRefusedBeforeItIsDecoded() throws Exception {
        byte[] png = Fixtures.png(Fixtures.pixels(random, 32, 32), 32, 32);
        ByteBuffer header = ByteBuffer.wrap(png);
        header.putInt(16, 100_000).putInt(20, 100_000);
        CRC32 crc = new CRC32();
        crc.update(png, 12, 17);
        header.putInt(29, (int) crc.getValue());
        members.put("bomb.png", png);
        try (ImageArchive archive = archive()) {
            assertThatThrownBy(() -> archive.image("bomb"))
                    .isInstanceOf(BadSampleException.class)
                    .hasMessageContaining("member bomb.png")
                    .hasMessageContaining("10000000000 pixels");
        }
    }

    @Test
    void aTruncatedArchiveIsRefusedWhereverItIsCut() throws Exception {
        for (int i = 0; i < 5; i++) {
            members.put("k" + i + ".png", Fixtures.png(Fixtures.pixels(random, 32, 32), 32, 32));
        }
        Path whole = Fixtures.tar(folder.resolve("whole.tar"), members);
        byte[] bytes = Files.readAllBytes(whole);
        int lastContent = bytes.length;
        while (bytes[lastContent - 1] == 0) {
            lastContent--;
        }
        for (int i = 0; i < 40; i++) {
            // Some cuts fall between members, where only the missing end mark tells.
            int length = i % 2 == 0 ? random.nextInt(lastContent) : random.nextInt(lastContent / 512) * 512;
            Path cut = Files.write(folder.resolve("cut.tar"), Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> Fixtures.images(cut))
                    .as("cut to %d of %d bytes", length, bytes.length)
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("cut.tar");
        }
    }

    @Test
    void anythingButImagesWithUniqueKeysIsRefused() throws Exception {
        members.put("notes.txt", new byte[] {1});
        assertThatThrownBy(this::archive)
                .isInstanceOf(UserException.class)
                .hasMessageContaining("set.tar holds notes.txt, which is not an image file")
                .hasMessageContaining("KEY.png, .jpg");
        members.clear();
        members.put("k.png", new byte[] {1});
        members.put("k.jpg", new byte[] {1});
        assertThatThrownBy(this::archive).isInstanceOf(UserException.class).hasMessageContaining("k.png and k.jpg");
        assertThatThrownBy(() -> Fixtures.images(folder.resolve("none.tar")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("there is no file")
                .hasMessageContaining("none.tar");
    }
}
