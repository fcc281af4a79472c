package io.firstlight.study.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.json.Json;
import io.firstlight.tensor.Engine;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study trains the kind of image encoder that its file names. docs/extending.md trains one that is not here. */
class ImageEncoderKindStudyTest {
    @TempDir
    private Path folder;

    @AfterEach
    void restoreTheArithmeticOfThisThread() {
        Engine.keepDenormals();
    }

    @Test
    void patchesMayBeSmallerThanAStemAllows() throws IOException {
        TinyStudy study = TinyStudy.withImageEncoder(folder, "{kind: patches, tile_pixels: 16}", "patch_projection");
        Path mixture = study.output(study.stage("mixture", TinyStudy::hasImages));
        JsonNode vision =
                Json.read(mixture.resolve("model.json"), JsonNode.class).path("vision");
        assertThat(vision.path("kind").asText()).isEqualTo("pixels");
        assertThat(vision.path("encoder").path("kind").asText()).isEqualTo("patches");
        assertThat(vision.path("maxVisualTokens").asInt())
                .as("4 tiles of 2 x 2 patches")
                .isEqualTo(16);
    }
}
