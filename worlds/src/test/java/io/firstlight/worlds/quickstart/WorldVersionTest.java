package io.firstlight.worlds.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.core.file.Checksums;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The content of the world may change only together with its version, which is part of the key of a study's data stage:
 * otherwise a store would serve data of the former content. The recorded files are those that depend neither on the
 * rasteriser of the JDK nor on its compression.
 */
class WorldVersionTest {
    @Test
    void theContentChangesOnlyWithTheVersion() throws Exception {
        for (String line : recorded()) {
            String hash = line.substring(0, 64);
            String file = line.substring(64).strip();
            assertThat(Checksums.sha256(PreparedWorld.directory().resolve(file)))
                    .as(
                            "SHA-256 of %s of the tiny world; if the change is intended, raise "
                                    + "QuickstartWorld.version() and record the files under the new version",
                            file)
                    .isEqualTo(hash);
        }
    }

    /** Lines of {@code sha256sum}. */
    private static List<String> recorded() throws IOException {
        String resource = "world-" + new QuickstartWorld().version() + ".sha256";
        try (InputStream in = WorldVersionTest.class.getResourceAsStream(resource)) {
            assertThat(in)
                    .as("recorded files of this version of the world, " + resource)
                    .isNotNull();
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            assertThat(lines).isNotEmpty();
            return lines;
        }
    }
}
