package io.firstlight.train.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.error.UserException;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import io.firstlight.train.checkpoint.Checkpoints.Restored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    @TempDir
    Path directory;

    private final List<String> warnings = new ArrayList<>();
    private Checkpoints checkpoints;

    @BeforeEach
    void saveTwo() throws IOException {
        checkpoints = new Checkpoints(directory, "this stage", warnings::add);
        save(10, 1f);
        save(20, 2f);
    }

    private Optional<Restored> latest() throws IOException {
        return checkpoints.latest(state -> Optional.empty());
    }

    private void save(long step, float value) throws IOException {
        try (TensorScope scope = TensorScope.open()) {
            checkpoints.save(
                    step,
                    Map.of("w.safetensors", Map.of("w", Tensors.full(Placement.CPU, value, 3))),
                    Map.of("step", step));
        }
    }

    private float restoredValue(Restored restored) throws IOException {
        try (TensorScope scope = TensorScope.open()) {
            Tensor target = Tensors.full(Placement.CPU, 0, 3);
            restored.readInto("w.safetensors", Map.of("w", target));
            return Tensors.floats(target)[1];
        }
    }

    @Test
    void theNewestIsRestoredAndOnlyTwoAreKept() throws IOException {
        save(30, 3f);
        Restored restored = latest().orElseThrow();
        assertThat(restored.step()).isEqualTo(30);
        assertThat(restored.state().path("step").asLong()).isEqualTo(30);
        assertThat(restoredValue(restored)).isEqualTo(3f);
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("checkpoint-20", "checkpoint-30");
    }

    @Test
    void aFlippedBitATruncationAndAMissingFileAreNamedAndTheOneBeforeIsUsed() throws IOException {
        for (String file : List.of("w.safetensors", "state.json", "manifest.json")) {
            Path path = directory.resolve("checkpoint-20").resolve(file);
            byte[] good = Files.readAllBytes(path);
            byte[] flipped = good.clone();
            flipped[flipped.length / 2] ^= 0x10;
            Files.write(path, flipped);
            expectFallback(file);
            Files.write(path, Arrays.copyOf(good, good.length - 2));
            expectFallback(file);
            Files.delete(path);
            expectFallback(file);
            Files.write(path, good);
            assertThat(latest().orElseThrow().step()).isEqualTo(20);
        }
    }

    @Test
    void aManifestThatListsNoFilesIsNamedAndTheOneBeforeIsUsed() throws IOException {
        Path manifest = directory.resolve("checkpoint-20").resolve("manifest.json");
        for (String text : List.of(
                "{}",
                "null",
                "",
                "{\"formatVersion\":3,\"about\":{\"step\":20}}",
                "{\"formatVersion\":3,\"about\":{\"step\":20},\"files\":[],\"checksum\":\"0\"}",
                "{\"formatVersion\":3,\"about\":{\"step\":20},\"files\":[null],\"checksum\":null}")) {
            Files.writeString(manifest, text);
            expectFallback(text);
            assertThat(warnings.get(0)).contains("manifest.json");
        }
    }

    @Test
    void damagedOnesDoNotTakeThePlacesOfThoseThatAreSavedAfterThem() throws IOException {
        Files.delete(directory.resolve("checkpoint-20").resolve("state.json"));
        assertThat(latest().orElseThrow().step()).isEqualTo(10);
        save(15, 1.5f);
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("checkpoint-10", "checkpoint-15");
        for (String step : List.of("10", "15")) {
            Files.delete(directory.resolve("checkpoint-" + step).resolve("state.json"));
        }
        assertThat(latest()).as("both damaged: the stage starts again").isEmpty();
        save(5, 0.5f);
        assertThat(latest().orElseThrow().step()).isEqualTo(5);
        assertThat(directory.toFile().list()).containsExactly("checkpoint-5");
    }

    @Test
    void aCheckpointThatCannotBeReadIsNoDamageAndStays() throws IOException {
        Path manifest = directory.resolve("checkpoint-20").resolve("manifest.json");
        Files.delete(manifest);
        // Reading a directory fails as a disk does that is away for a moment.
        Files.createDirectory(manifest);
        assertThatThrownBy(() -> latest()).isInstanceOf(IOException.class);
        assertThat(directory.resolve("checkpoint-20/state.json")).exists();
        assertThat(warnings).isEmpty();
    }

    private void expectFallback(String file) throws IOException {
        warnings.clear();
        Restored restored = latest().orElseThrow();
        assertThat(restored.step()).as(file).isEqualTo(10);
        assertThat(restoredValue(restored)).isEqualTo(1f);
        assertThat(warnings).hasSize(1);
        assertThat(warnings.get(0)).contains("checkpoint-20");
    }

    @Test
    void aNewerFormatIsRefusedByNameRatherThanPassedOver() throws IOException {
        Path manifest = directory.resolve("checkpoint-20").resolve("manifest.json");
        Files.writeString(
                manifest, Files.readString(manifest).replace("\"formatVersion\" : 3", "\"formatVersion\" : 4"));
        assertThatThrownBy(() -> latest())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("format 4")
                .hasMessageContaining("this one knows 3");
    }

    @Test
    void theCheckpointOfAnotherStageIsNamedAndNotUsed() throws IOException {
        checkpoints = new Checkpoints(directory, "another stage", warnings::add);
        assertThat(latest()).isEmpty();
        assertThat(warnings)
                .hasSize(2)
                .allMatch(warning -> warning.contains("it is of another stage, this stage, and this is stage another"));
    }

    @Test
    void aStateThatDoesNotFitIsNamedAndTheOneBeforeIsUsed() throws IOException {
        Restored restored = checkpoints
                .latest(state -> state.path("step").asLong() == 20 ? Optional.of("no ledger") : Optional.empty())
                .orElseThrow();
        assertThat(restored.step()).isEqualTo(10);
        assertThat(warnings).singleElement().asString().contains("checkpoint-20 cannot be used: no ledger");
    }

    @Test
    void whatAKillLeftHalfWrittenIsIgnored() throws IOException {
        Files.createDirectories(directory.resolve("checkpoint-30.partial"));
        Files.writeString(directory.resolve("checkpoint-30.partial").resolve("state.json"), "{");
        assertThat(latest().orElseThrow().step()).isEqualTo(20);
        assertThat(warnings).isEmpty();
    }
}
