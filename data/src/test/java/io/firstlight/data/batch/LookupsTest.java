package io.firstlight.data.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.error.UserException;
import io.firstlight.core.image.ImageEncoding;
import io.firstlight.core.image.ImageFit;
import io.firstlight.core.image.ImageSize;
import io.firstlight.core.image.ImageTransform;
import io.firstlight.core.image.PixelNormalization;
import io.firstlight.core.random.KeyedRandom;
import io.firstlight.core.sequence.ImageInputs;
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
import io.firstlight.data.visual.VisualLookup;
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
        try (FeatureWriter writer = FeatureWriter.create(folder.resolve(name), new FeatureWriter.Shape(2, encoder))) {
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
            assertThat(lookup.inputs(List.of())).isInstanceOf(ImageInputs.None.class);
            ImageInputs.Features features = (ImageInputs.Features) lookup.inputs(List.of("scene", "dog", "dog"));
            assertThat(features.width()).isEqualTo(2);
            assertThat(features.visualTokens()).containsExactly(4, 2, 2);
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
    void pixelsComeAtTheSizeOfTheTransformInTheOrderAskedFor() throws Exception {
        byte[] single = Fixtures.pixels(random, 32, 32);
        byte[] scene = Fixtures.pixels(random, 96, 64);
        byte[] odd = Fixtures.pixels(random, 50, 20);
        Path tar = Fixtures.tar(
                folder.resolve("set.tar"),
                Map.of(
                        "scene.png", Fixtures.png(scene, 96, 64),
                        "single.png", Fixtures.png(single, 32, 32),
                        "odd.png", Fixtures.png(odd, 50, 20)));
        try (ImageArchive archive = Fixtures.images(tar)) {
            PixelLookup lookup = PixelLookup.of(List.of(archive), new TiledEncoding(32, 6));
            ImageInputs.Pixels pixels = (ImageInputs.Pixels) lookup.inputs(List.of("scene", "single", "odd"));

            assertThat(lookup.visualTokens("scene")).isEqualTo(6);
            assertThat(pixels.visualTokens()).containsExactly(6, 1, 4);
            assertThat(pixels.images().get(0).size()).isEqualTo(new ImageSize(64, 96));
            assertThat(pixels.images().get(0).rgb()).isEqualTo(scene);
            assertThat(pixels.images().get(1).rgb()).isEqualTo(single);
            assertThat(pixels.images().get(2).size()).as("letterboxed").isEqualTo(new ImageSize(64, 64));
        }
    }

    @Test
    void anImageOfMoreVisualTokensThanTheModelTakesIsABadSampleBeforeTheStep() throws Exception {
        byte[] png = Fixtures.png(Fixtures.pixels(random, 96, 64), 96, 64);
        try (ImageArchive archive =
                Fixtures.images(Fixtures.tar(folder.resolve("set.tar"), Map.of("large.png", png)))) {
            VisualLookup lookup =
                    PixelLookup.of(List.of(archive), new TiledEncoding(32, 9)).atMost(4);
            assertThatThrownBy(() -> lookup.visualTokens("large"))
                    .isInstanceOf(BadSampleException.class)
                    .hasMessageContaining("image large")
                    .hasMessageContaining("6 visual tokens")
                    .hasMessageContaining("at most 4");
        }
    }

    /** One visual token for every tile. */
    private record TiledEncoding(ImageFit.WholeTiles tiles) implements ImageEncoding {
        TiledEncoding(int tilePixels, int maxTiles) {
            this(new ImageFit.WholeTiles(tilePixels, maxTiles));
        }

        @Override
        public ImageTransform transform() {
            return new ImageTransform(tiles, PixelNormalization.HALF);
        }

        @Override
        public int visualTokens(ImageSize size) {
            return tiles.numTiles(tiles.outputSize(size));
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
        try (ImageArchive archive = Fixtures.images(Fixtures.tar(folder.resolve("set.tar"), members));
                TextTokenizer tokenizer = TextTokenizer.load(Fixtures.tokenizer(folder.resolve("tokenizer.json")))) {
            PixelLookup lookup = PixelLookup.of(List.of(archive), new TiledEncoding(32, 4));
            try (RecordSource source = new RecordSource(
                    "captions",
                    RecordStores.open(new ShardFiles("jsonl", List.of(jsonl)), IndexFolder.temporary()),
                    SampleFormats.of(
                            SampleFormats.CAPTIONS,
                            FormatOptions.NONE.with(SampleFormats.CAPTION_OPTION, "short"),
                            new SampleFormat.Tools(tokenizer, PromptTemplate.NONE, lookup)))) {
                BatchStream stream = BatchStream.of(
                        new BatchSettings(32, 128, 1, true), Mixture.passes(List.of(source), 1), lookup, 1, "x");
                int images = BatchStreamTest.drain(stream).stream()
                        .mapToInt(batch ->
                                ((ImageInputs.Pixels) batch.images()).images().size())
                        .sum();

                assertThat(images).isEqualTo(29);
                assertThat(stream.tokens().visualTokens()).isEqualTo(29);
                assertThat(stream.quarantined()).hasSize(1);
                assertThat(stream.quarantined().get(0).place())
                        .contains("set.tar")
                        .contains("member k7.png");
            }
        }
    }
}
