package io.firstlight.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.error.UserException;
import io.firstlight.core.random.KeyedRandom;
import io.firstlight.core.sequence.VisualContent;
import io.firstlight.data.feature.FeatureStore;
import io.firstlight.data.feature.FeatureWriter;
import io.firstlight.data.fixture.Fixtures;
import io.firstlight.data.format.FormatOptions;
import io.firstlight.data.format.RecordSource;
import io.firstlight.data.format.SampleFormat;
import io.firstlight.data.format.SampleFormats;
import io.firstlight.data.image.ImageArchive;
import io.firstlight.data.mixture.Mixture;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.store.IndexFolder;
import io.firstlight.data.store.RecordStores;
import io.firstlight.data.store.ShardFiles;
import io.firstlight.data.tokenize.PromptTemplate;
import io.firstlight.data.tokenize.TextTokenizer;
import io.firstlight.data.visual.FeatureLookup;
import io.firstlight.data.visual.PixelLookup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LookupsTest {
    @TempDir
    Path folder;

    private final KeyedRandom random = KeyedRandom.of(4, "lookups", 0);

    private Path store(String name, String encoder, Map<String, float[]> features) throws IOException {
        try (FeatureWriter writer =
                FeatureWriter.create(folder.resolve(name), new FeatureWriter.Shape(2, 2, encoder))) {
            for (Map.Entry<String, float[]> entry : features.entrySet()) {
                writer.add(entry.getKey(), entry.getValue());
            }
            writer.finish();
        }
        return folder.resolve(name);
    }

    @Test
    void featuresOfSeveralStoresComeInTheOrderAskedFor() throws Exception {
        try (FeatureStore first = FeatureStore.open(store("a", "e", Map.of("dog", new float[] {1, 2, 3, 4})));
                FeatureStore second =
                        FeatureStore.open(store("b", "e", Map.of("scene", new float[] {5, 6, 7, 8, 9, 10, 11, 12})))) {
            FeatureLookup lookup = FeatureLookup.of(List.of(first, second));

            assertThat(lookup.visualTokens("scene")).isEqualTo(4);
            assertThat(lookup.content(List.of())).isInstanceOf(VisualContent.None.class);
            VisualContent.Features features = (VisualContent.Features) lookup.content(List.of("scene", "dog", "dog"));
            assertThat(features.width()).isEqualTo(2);
            assertThat(features.values()).containsExactly(5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 1, 2, 3, 4);
            assertThatThrownBy(() -> lookup.visualTokens("cat"))
                    .isInstanceOf(BadSampleException.class)
                    .hasMessageContaining("image cat");
        }
    }

    @Test
    void storesOfDifferentEncodersOrWithTheSameImageAreRefused() throws Exception {
        try (FeatureStore first = FeatureStore.open(store("a", "e", Map.of("dog", new float[4])));
                FeatureStore other = FeatureStore.open(store("b", "f", Map.of("cat", new float[4])));
                FeatureStore same = FeatureStore.open(store("c", "e", Map.of("dog", new float[4])))) {
            assertThatThrownBy(() -> FeatureLookup.of(List.of(first, other)))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("different encoders");
            assertThatThrownBy(() -> FeatureLookup.of(List.of(first, same)))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("image dog");
        }
    }

    @Test
    void pixelsComeAsTilesInTheOrderAskedFor() throws Exception {
        byte[] single = Fixtures.pixels(random, 32, 32);
        byte[] scene = Fixtures.pixels(random, 64, 64);
        Path tar = Fixtures.tar(
                folder.resolve("set.tar"),
                Map.of("scene.png", Fixtures.png(scene, 64, 64), "single.png", Fixtures.png(single, 32, 32)));
        try (ImageArchive archive = ImageArchive.open(tar)) {
            PixelLookup lookup = PixelLookup.of(List.of(archive), 32, 4);
            VisualContent.Pixels pixels = (VisualContent.Pixels) lookup.content(List.of("scene", "single"));

            assertThat(lookup.visualTokens("scene")).isEqualTo(16);
            assertThat(lookup.visualTokens("single")).isEqualTo(4);
            assertThat(pixels.tiles()).isEqualTo(5);
            assertThat(Arrays.copyOfRange(pixels.rgb(), 4 * 3072, 5 * 3072)).isEqualTo(single);
            assertThat(Arrays.copyOfRange(pixels.rgb(), 0, 96)).isEqualTo(Arrays.copyOf(scene, 96));
            assertThat(Arrays.copyOfRange(pixels.rgb(), 3072, 3072 + 96)).isEqualTo(Arrays.copyOfRange(scene, 96, 192));
        }
    }

    @Test
    void aStreamOfCaptionsLeavesOutTheDamagedImageAndSaysSo() throws Exception {
        Map<String, byte[]> members = new LinkedHashMap<>();
        List<Map<String, String>> captions = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            byte[] png = Fixtures.png(Fixtures.pixels(random, 32, 32), 32, 32);
            members.put("k" + i + ".png", i == 7 ? Arrays.copyOf(png, 200) : png);
            captions.add(Map.of("image", "k" + i, "short", "a red dog"));
        }
        Path jsonl = Fixtures.jsonLines(folder.resolve("captions.jsonl"), captions);
        try (ImageArchive archive = ImageArchive.open(Fixtures.tar(folder.resolve("set.tar"), members));
                TextTokenizer tokenizer = TextTokenizer.load(Fixtures.tokenizer(folder.resolve("tokenizer.json")))) {
            PixelLookup lookup = PixelLookup.of(List.of(archive), 32, 4);
            try (RecordSource source = new RecordSource(
                    "captions",
                    RecordStores.open(new ShardFiles("jsonl", List.of(jsonl)), IndexFolder.temporary()),
                    SampleFormats.of(
                            SampleFormats.CAPTIONS,
                            FormatOptions.NONE.with(SampleFormats.CAPTION_OPTION, "short"),
                            new SampleFormat.Tools(tokenizer, PromptTemplate.NONE, lookup)))) {
                BatchStream stream = BatchStream.of(
                        new BatchSettings(32, 128, 1, true), Mixture.passes(List.of(source), 1), lookup, 1, "x");
                int tiles = BatchStreamTest.drain(stream).stream()
                        .mapToInt(batch -> ((VisualContent.Pixels) batch.visual()).tiles())
                        .sum();

                assertThat(tiles).isEqualTo(29);
                assertThat(stream.tokens().visualTokens()).isEqualTo(29 * 4);
                assertThat(stream.quarantined()).hasSize(1);
                assertThat(stream.quarantined().get(0).place())
                        .contains("set.tar")
                        .contains("member k7.png");
            }
        }
    }
}
