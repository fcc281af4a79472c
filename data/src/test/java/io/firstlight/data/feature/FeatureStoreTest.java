package io.firstlight.data.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.error.UserException;
import io.firstlight.core.random.KeyedRandom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureStoreTest {
    private static final FeatureWriter.Shape SHAPE = new FeatureWriter.Shape(6, "encoder-key");

    @TempDir
    Path folder;

    private final KeyedRandom random = KeyedRandom.of(11, "features", 0);
    private final Map<String, float[]> written = new LinkedHashMap<>();
    private Path file;

    @BeforeEach
    void writeAStore() throws IOException {
        file = folder.resolve("set.features");
        for (String key : new String[] {"single", "scene", "other"}) {
            float[] values = new float[(key.equals("scene") ? 16 : 4) * 6];
            for (int i = 0; i < values.length; i++) {
                values[i] = HalfFloat.toFloat(HalfFloat.of((float) random.nextGaussian()));
            }
            written.put(key, values);
        }
        try (FeatureWriter writer = FeatureWriter.create(file, SHAPE)) {
            for (Map.Entry<String, float[]> entry : written.entrySet()) {
                writer.add(entry.getKey(), entry.getValue());
            }
            writer.finish();
        }
    }

    @Test
    void whatWasWrittenIsRead() {
        try (FeatureStore store = FeatureStore.open(file)) {
            assertThat(store.keys()).containsExactly("single", "scene", "other");
            assertThat(store.width()).isEqualTo(6);
            assertThat(store.encoder()).isEqualTo("encoder-key");
            assertThat(store.tokens("scene")).isEqualTo(16);
            written.forEach((key, values) -> assertThat(store.features(key)).isEqualTo(values));
            assertThat(store.contains("none")).isFalse();
        }
    }

    @Test
    void valuesThatHalfPrecisionCannotHoldAreRefused() throws IOException {
        Path refused = folder.resolve("refused.features");
        try (FeatureWriter writer = FeatureWriter.create(refused, SHAPE)) {
            float[] large = new float[24];
            large[5] = 70000f;
            assertThatThrownBy(() -> writer.add("large", large))
                    .hasMessageContaining("large")
                    .hasMessageContaining("65504");
            assertThatThrownBy(() -> writer.add("odd", new float[25])).hasMessageContaining("odd");
            writer.add("twice", new float[24]);
            assertThatThrownBy(() -> writer.add("twice", new float[24])).hasMessageContaining("twice");
        }
        assertThat(folder)
                .isDirectoryNotContaining(path -> path.getFileName().toString().startsWith("refused"));
    }

    @Test
    void anyFlippedBitIsFoundAndTheFileNamed() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < bytes.length; i++) {
            if (i >= 12 && i < FeatureFile.HEADER_BYTES) {
                continue; // Reserved bytes of the header mean nothing yet.
            }
            byte[] flipped = bytes.clone();
            flipped[i] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, flipped);
            assertThatThrownBy(this::readAll)
                    .as("byte %d", i)
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("set.features");
        }
    }

    @Test
    void anyTruncationIsFoundAtOpening() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (int length = 0; length < bytes.length; length++) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> FeatureStore.open(file))
                    .as("%d bytes", length)
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("set.features");
        }
    }

    @Test
    void newerAndOlderVersionsAreRefusedByName() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (int version : new int[] {1, 3}) {
            bytes[11] = (byte) version;
            Files.write(file, bytes);
            assertThatThrownBy(() -> FeatureStore.open(file))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("format version " + version)
                    .hasMessageContaining("set.features");
        }
    }

    @Test
    void aDamagedImageDoesNotHideTheOthers() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[FeatureFile.HEADER_BYTES + 3] ^= 1;
        Files.write(file, bytes);
        try (FeatureStore store = FeatureStore.open(file)) {
            assertThatThrownBy(() -> store.features("single"))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("image single");
            assertThat(store.features("scene")).isEqualTo(written.get("scene"));
        }
    }

    private void readAll() {
        try (FeatureStore store = FeatureStore.open(file)) {
            written.forEach((key, values) -> assertThat(store.features(key)).isEqualTo(values));
        }
    }
}
