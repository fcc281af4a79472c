package io.firstlight.worlds.quickstart.icon;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.core.progress.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IconRastersTest {
    private static final IconSvg SQUARE = new IconSvg(
            "own",
            "square",
            "<rect x=\"4\" y=\"8\" width=\"8\" height=\"4\" fill=\"currentColor\"/>",
            new IconSvg.ViewBox(0, 0, 16, 16));
    private static final IconSvg NOTHING = new IconSvg("own", "nothing", "<g/>", new IconSvg.ViewBox(0, 0, 16, 16));

    @Test
    void aRasterIsCroppedToItsVisiblePart(@TempDir Path cache) throws Exception {
        Raster raster = only(SQUARE, cache);
        assertThat(raster.width()).isEqualTo(36);
        assertThat(raster.height()).isEqualTo(18);
        assertThat(raster.argb()).containsOnly(0xff000000);
        assertThat(only(NOTHING, cache).isBlank()).isTrue();
    }

    @Test
    void aSecondReadComesFromTheCache(@TempDir Path cache) throws Exception {
        Raster drawn = only(SQUARE, cache);
        Path entry = entries(cache).get(0);
        FileTime before = FileTime.fromMillis(1000);
        Files.setLastModifiedTime(entry, before);
        assertThat(only(SQUARE, cache).argb()).isEqualTo(drawn.argb());
        assertThat(Files.getLastModifiedTime(entry)).as("not written again").isEqualTo(before);
    }

    @Test
    void theEntryOfAnotherIconIsNotUsed(@TempDir Path cache) throws Exception {
        Raster drawn = only(SQUARE, cache);
        Path entry = entries(cache).get(0);
        only(NOTHING, cache);
        Path other = entries(cache).stream()
                .filter(p -> !p.equals(entry))
                .findFirst()
                .orElseThrow();
        Files.copy(other, entry, StandardCopyOption.REPLACE_EXISTING);
        assertThat(only(SQUARE, cache).argb()).isEqualTo(drawn.argb());
    }

    /** As a full disk or somebody else's folder does. */
    @Test
    void aCacheThatCannotBeUsedIsNamedOnceAndCostsOnlyTime(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        List<String> said = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public Task begin(String label, long total, String unit) {
                return Progress.silent().begin(label, total, unit);
            }

            @Override
            public void message(String line) {
                said.add(line);
            }
        };
        List<Raster> rasters = IconRasters.of(List.of(SQUARE, NOTHING), "drawings", file, progress);
        assertThat(rasters.get(0).width()).isEqualTo(36);
        assertThat(said)
                .singleElement()
                .asString()
                .contains("The cache of drawings " + file)
                .contains("made anew");
    }

    @Test
    void aDamagedOrTruncatedCacheEntryIsRasterisedAgain(@TempDir Path cache) throws Exception {
        Raster drawn = only(SQUARE, cache);
        Path entry = entries(cache).get(0);
        byte[] good = Files.readAllBytes(entry);
        for (int at = 0; at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] ^= 0x10;
            Files.write(entry, bad);
            assertThat(only(SQUARE, cache).argb()).as("flipped byte " + at).isEqualTo(drawn.argb());
            Files.write(entry, Arrays.copyOf(good, at));
            assertThat(only(SQUARE, cache).argb()).as("cut at " + at).isEqualTo(drawn.argb());
        }
    }

    @Test
    void onlyWantedIconsAreReadFromTheArtifact() throws Exception {
        List<IconSvg> icons = IconArtifact.read("twemoji", name -> name.equals("dog") || name.equals("cat"));
        assertThat(icons).extracting(IconSvg::id).containsExactlyInAnyOrder("twemoji/dog", "twemoji/cat");
        assertThat(icons).allMatch(icon -> icon.body().contains("<path"));
        assertThat(IconArtifact.collection("twemoji").at("/license/spdx").asText())
                .isEqualTo("CC-BY-4.0");
    }

    private static Raster only(IconSvg icon, Path cache) throws Exception {
        return IconRasters.of(List.of(icon), "drawings", cache, Progress.silent())
                .get(0);
    }

    private static List<Path> entries(Path cache) throws Exception {
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
