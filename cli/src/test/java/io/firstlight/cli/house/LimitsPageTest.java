package io.firstlight.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.core.config.WantedFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LimitsPageTest {
    @Test
    void thePageOfLimitsSaysWhatMessagesSay() throws IOException {
        String page = Files.readString(SourceTree.root().resolve("docs").resolve("limits.md"));
        assertThat(WantedFeature.all())
                .allSatisfy(feature -> assertThat(page)
                        .contains(feature.words().stream()
                                .map(word -> "`" + word + "`")
                                .collect(Collectors.joining(", ", "| " + feature.limit() + " | ", " |"))));
    }
}
