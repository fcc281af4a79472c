package io.firstlight.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.error.UserException;
import io.firstlight.core.random.KeyedRandom;
import io.firstlight.data.fixture.Fixtures;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.visual.PixelLookup;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageArchiveTest {
    @TempDir
    Path folder;

    private final KeyedRandom random = KeyedRandom.of(7, "images", 0);
    private final Map<String, byte[]> members = new LinkedHashMap<>();

    private ImageArchive archive() throws IOException {
        return ImageArchive.open(Fixtures.tar(folder.resolve("set.tar"), members));
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
                assertThat(archive.rgb(key)).isEqualTo(pixels.get(key));
                assertThat(archive.width(key)).isEqualTo(64);
                assertThat(archive.height(key)).isEqualTo(32);
                assertThat(archive.numTiles(key, 32)).isEqualTo(2);
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
                    return Arrays.equals(pixels, archive.rgb("k" + i));
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
            assertThat(Arrays.copyOfRange(archive.rgb("p"), 9, 15)).containsExactly((byte) 255, 0, 0, 0, 0, 0);
        }
    }

    @Test
    void transparentPixelsAreRefusedRatherThanGuessed() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(32, 32, BufferedImage.TYPE_INT_ARGB), "png", out);
        members.put("t.png", out.toByteArray());
        try (ImageArchive archive = archive()) {
            assertThatThrownBy(() -> archive.rgb("t"))
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
                assertThatThrownBy(() -> archive.rgb(key))
                        .isInstanceOf(BadSampleException.class)
                        .hasMessageContaining("set.tar")
                        .hasMessageContaining("member " + key + ".png");
            }
            assertThat(archive.rgb("good")).hasSize(32 * 32 * 3);
        }
    }

    @Test
    void aMissingMemberIsNamed() throws Exception {
        members.put("dog.png", Fixtures.png(Fixtures.pixels(random, 32, 32), 32, 32));
        try (ImageArchive archive = archive()) {
            assertThat(archive.contains("cat")).isFalse();
            assertThatThrownBy(() -> archive.rgb("cat"))
                    .isInstanceOf(BadSampleException.class)
                    .hasMessageContaining("member cat.png")
                    .hasMessageContaining("no such member");
        }
    }

    @Test
    void aImageThatCannotBeTiledIsABadSample() throws Exception {
        members.put("odd.png", Fixtures.png(Fixtures.pixels(random, 40, 32), 40, 32));
        try (ImageArchive archive = archive()) {
            assertThatThrownBy(() -> archive.tiles("odd", 32))
                    .isInstanceOf(BadSampleException.class)
                    .hasMessageContaining("40 x 32");
        }
    }

    @Test
    void aImageOfMoreTilesThanAModelReadsIsABadSampleWhereverItIsLookedUp() throws Exception {
        members.put("long.png", Fixtures.png(Fixtures.pixels(random, 128, 32), 128, 32));
        members.put("large.png", Fixtures.png(Fixtures.pixels(random, 96, 64), 96, 64));
        try (ImageArchive archive = archive()) {
            assertThat(archive.numTiles("long", 32)).isEqualTo(4);
            PixelLookup lookup = PixelLookup.of(List.of(archive), 32, 4);
            for (ThrowingCallable use : List.<ThrowingCallable>of(
                    () -> archive.tiles("large", 32),
                    () -> lookup.visualTokens("large"),
                    () -> lookup.content(List.of("large")))) {
                assertThatThrownBy(use)
                        .isInstanceOf(BadSampleException.class)
                        .hasMessageContaining("member large.png")
                        .hasMessageContaining("6 tiles")
                        .hasMessageContaining("at most 4");
            }
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
            assertThatThrownBy(() -> ImageArchive.open(cut))
                    .as("cut to %d of %d bytes", length, bytes.length)
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("cut.tar");
        }
    }

    @Test
    void anythingButUniquePngFilesIsRefused() throws Exception {
        members.put("notes.txt", new byte[] {1});
        assertThatThrownBy(this::archive).isInstanceOf(UserException.class).hasMessageContaining("notes.txt");
        assertThatThrownBy(() -> ImageArchive.open(folder.resolve("none.tar")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("none.tar");
    }

    @Test
    void tilesRunFromLeftToRightThenDown() {
        byte[] rgb = new byte[4 * 4 * 3];
        for (int i = 0; i < 16; i++) {
            rgb[3 * i] = (byte) i;
        }
        byte[] tiles = Tiles.cut(rgb, 4, 4, 2);
        int[] red = IntStream.range(0, 16).map(i -> tiles[3 * i]).toArray();
        assertThat(red).containsExactly(0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15);
        assertThatThrownBy(() -> Tiles.cut(rgb, 4, 4, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("4 x 4");
    }
}
