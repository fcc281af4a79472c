package io.firstlight.eval.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.core.progress.Progress;
import io.firstlight.core.random.KeyedRandom;
import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.data.batch.BatchSettings;
import io.firstlight.data.batch.BatchStream;
import io.firstlight.data.batch.TrainingBatch;
import io.firstlight.data.image.ImageArchive;
import io.firstlight.data.mixture.Mixture;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.sample.Sample;
import io.firstlight.data.sample.SegmentBuilder;
import io.firstlight.data.source.SampleKind;
import io.firstlight.data.source.SampleSource;
import io.firstlight.data.source.ShardLayout;
import io.firstlight.data.store.IndexFolder;
import io.firstlight.data.store.RecordStores;
import io.firstlight.data.store.ShardFiles;
import io.firstlight.data.visual.PixelLookup;
import io.firstlight.data.visual.VisualLookup;
import io.firstlight.eval.score.OptionQuery;
import io.firstlight.eval.score.OptionScorer;
import io.firstlight.eval.score.PromptImages;
import io.firstlight.eval.score.VisionLanguageNextTokens;
import io.firstlight.model.decoder.DecoderPass;
import io.firstlight.model.family.openlm.OpenLmConfig;
import io.firstlight.model.loss.ChunkedCrossEntropy.Gradient;
import io.firstlight.model.loss.ChunkedCrossEntropy.Targets;
import io.firstlight.model.vlm.VisionLanguageModel;
import io.firstlight.model.vlm.VisionLanguageModelConfig;
import io.firstlight.model.vlm.VisionLanguageModelConfig.Vision;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Images of any size and number go from an archive through stream, model and scorer, with an encoder that fixes no
 * side: the test that fails when something on the way assumes one.
 */
class AnyImageSizeTest {
    private static final int MOST_TOKENS = 10;
    private static final CellEncoderConfig ENCODER = new CellEncoderConfig(16, 6);

    @TempDir
    Path folder;

    private ImageArchive archive;
    private VisionLanguageModel model;
    private VisualLookup images;

    @BeforeEach
    void drawImagesAndMakeAModel() throws IOException {
        Path tar = folder.resolve("images.tar");
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
            draw(out, "wide", 70, 20);
            draw(out, "tall", 16, 90);
            draw(out, "dot", 5, 5);
            draw(out, "square", 48, 48);
        }
        archive = ImageArchive.open(RecordStores.openKeyed(new ShardFiles("tar", List.of(tar)), IndexFolder.temporary())
                .orElseThrow());
        images = PixelLookup.of(List.of(archive), ENCODER).atMost(MOST_TOKENS);
        model = new VisionLanguageModel(
                new VisionLanguageModelConfig(
                        new OpenLmConfig(40, 16, 2, 2, 24), new Vision.Pixels(ENCODER, MOST_TOKENS)),
                7,
                Placement.CPU);
    }

    @AfterEach
    void free() {
        model.close();
        archive.close();
    }

    private static void draw(TarArchiveOutputStream tar, String key, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        KeyedRandom random = KeyedRandom.of(1, key, 0);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, random.nextInt(1 << 24));
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        TarArchiveEntry entry = new TarArchiveEntry(key + ".png");
        entry.setSize(png.size());
        tar.putArchiveEntry(entry);
        tar.write(png.toByteArray());
        tar.closeArchiveEntry();
    }

    private SegmentBuilder image(SegmentBuilder segments, String key) throws BadSampleException {
        return segments.image(key, images.visualTokens(key));
    }

    /** Images before, between and after the text, two of them next to each other. */
    private Sample interleaved() throws BadSampleException {
        SegmentBuilder segments =
                image(new SegmentBuilder().text(false, 1), "wide").text(true, 5, 6);
        image(image(segments, "tall"), "dot").text(true, 7).text(false, 8);
        return image(segments, "square").sample("interleaved");
    }

    private record OneSample(Sample sample) implements SampleSource {
        @Override
        public String name() {
            return "web";
        }

        @Override
        public SampleKind sampleKind() {
            return SampleKind.DIALOGUE;
        }

        @Override
        public ShardLayout layout() {
            return ShardLayout.of(1);
        }

        @Override
        public Sample sample(long index) {
            return sample;
        }
    }

    @Test
    void aBatchOfImagesOfFourSizesTrainsTheEncoderThroughTheModel() throws BadSampleException {
        BatchStream stream = BatchStream.of(
                new BatchSettings(64, 64, 1, true),
                Mixture.passes(List.of(new OneSample(interleaved())), 1),
                images,
                3,
                "test");
        TrainingBatch batch = stream.next().orElseThrow();
        assertThat(batch.images().visualTokens()).containsExactly(10, 6, 1, 9);
        assertThat(batch.tokens().layout().images().starts()).containsExactly(1, 13, 19, 22);
        assertThat(stream.tokens().visualTokens()).isEqualTo(26);

        model.parameters().trainAll();
        try (TensorScope scope = TensorScope.open()) {
            DecoderPass pass = model.record(batch.tokens(), batch.images());
            Targets targets = Targets.of(batch.tokens().targets(), PackedTokens.NO_TARGET);
            assertThat(targets.size()).isEqualTo(3);
            Gradient gradient = model.head().gradient(pass.hidden(), targets, 1);
            pass.backward(gradient.hidden());
            float[] encoder = Tensors.floats(
                    model.parameters().get("encoder.color.weight").grad());
            assertThat(IntStream.range(0, encoder.length).filter(i -> encoder[i] != 0))
                    .hasSize(encoder.length);
        }
    }

    @Test
    void aPromptWithSeveralImagesScoresAloneAsAmongOthersAndChangesWithEachOfThem() throws BadSampleException {
        List<OptionQuery> queries =
                List.of(compare("wide", "tall"), compare("wide", "dot"), compare("dot", "tall"), compare("dot", "dot"));
        double[][] together = score(queries);
        for (int q = 0; q < queries.size(); q++) {
            assertThat(score(List.of(queries.get(q)))[0]).containsExactly(together[q], within(2e-5));
        }
        assertThat(together[0][0]).isNotCloseTo(together[1][0], within(1e-4));
        assertThat(together[0][0]).isNotCloseTo(together[2][0], within(1e-4));
    }

    private OptionQuery compare(String first, String second) throws BadSampleException {
        SegmentBuilder prompt =
                image(new SegmentBuilder().text(false, 1, 9), first).text(false, 4);
        return new OptionQuery(first + " or " + second, image(prompt, second).segments(), new int[][] {{2}, {3, 5}});
    }

    private double[][] score(List<OptionQuery> queries) {
        return new OptionScorer(new VisionLanguageNextTokens(model), new PromptImages(images), 200)
                .score(queries, Progress.silent());
    }

    @Test
    void anImageOfMoreTokensThanTheModelTakesIsNamedBeforeAnyStep() {
        assertThatThrownBy(() ->
                        PixelLookup.of(List.of(archive), ENCODER).atMost(9).visualTokens("wide"))
                .isInstanceOf(BadSampleException.class)
                .hasMessageContaining("image wide")
                .hasMessageContaining("10 visual tokens")
                .hasMessageContaining("at most 9");
    }
}
