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

/** A study trains the family of decoders that its file names. */
class DecoderFamilyStudyTest {
    @TempDir
    private Path folder;

    @AfterEach
    void restoreTheArithmeticOfThisThread() {
        Engine.keepDenormals();
    }

    @Test
    void theTrunkOfALlamaStudyIsALlamaThatLearned() throws IOException {
        TinyStudy study = TinyStudy.withDecoderKeys(folder, "family: llama, key_value_heads: 1, ");
        Path trunk = study.output(study.stage("trunk", TinyStudy::hasImages));
        JsonNode decoder =
                Json.read(trunk.resolve("model.json"), JsonNode.class).path("decoder");
        assertThat(decoder.path("family").asText()).isEqualTo("llama");
        assertThat(decoder.path("attention").path("keyValueHeads").asInt()).isEqualTo(1);
        JsonNode losses =
                Json.read(trunk.resolve("curves.json"), JsonNode.class).path("loss");
        double first = losses.get(0).get(1).asDouble();
        assertThat(first).as("nats for each token").isPositive();
        assertThat(losses.get(losses.size() - 1).get(1).asDouble())
                .as("the loss of the last batch, after %s at first", first)
                .isLessThan(0.9 * first);
    }
}
