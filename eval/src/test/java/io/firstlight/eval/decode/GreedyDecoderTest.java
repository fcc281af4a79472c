package io.firstlight.eval.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.core.image.ImageSize;
import io.firstlight.core.image.RgbImage;
import io.firstlight.core.sequence.ImageInputs;
import io.firstlight.data.sample.Segment;
import io.firstlight.data.sample.SegmentBuilder;
import io.firstlight.eval.score.HistoryModel;
import io.firstlight.eval.score.VisionLanguageNextTokens;
import io.firstlight.model.family.openlm.OpenLmConfig;
import io.firstlight.model.vision.TileGrid;
import io.firstlight.model.vision.patches.PatchesConfig;
import io.firstlight.model.vlm.VisionLanguageModel;
import io.firstlight.model.vlm.VisionLanguageModelConfig;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.device.Placement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GreedyDecoderTest {
    private static final int EOT = 0;
    private static final ImageInputs IMAGE = new ImageInputs.Features(new int[] {2}, new float[] {7, 7}, 1);

    /** After "1 *7 *7 5" says 2 (then 3, then the end); without the image it says 4 for ever. */
    private final HistoryModel model = new HistoryModel(history -> {
        Map<List<String>, Integer> says = Map.of(
                List.of("1", "*7", "*7", "5"),
                2,
                List.of("1", "*7", "*7", "5", "2"),
                3,
                List.of("1", "*7", "*7", "5", "2", "3"),
                EOT);
        float[] log = new float[6];
        Arrays.fill(log, (float) Math.log(0.04));
        log[says.getOrDefault(history, 4)] = (float) Math.log(0.5);
        log[5] = (float) Math.log(0.3);
        return log;
    });

    @Test
    void theMostProbableTokensAreSaidUntilTheEnd() {
        Answer answer = decoder(8).answer(prompt(2), IMAGE);
        assertThat(answer.text()).isEqualTo("w2 w3");
        assertThat(answer.complete()).isTrue();
        assertThat(answer.first()).extracting(Answer.Candidate::token).containsExactly("w2", "w5", "w0");
        assertThat(answer.first())
                .extracting(Answer.Candidate::probability)
                .satisfies(p -> assertThat(p.get(0)).isEqualTo(0.5, within(1e-6)))
                .satisfies(p -> assertThat(p.get(1)).isEqualTo(0.3, within(1e-6)));
    }

    @Test
    void anEndlessAnswerIsCutAndSaysSo() {
        Answer answer = decoder(3).answer(prompt(0), ImageInputs.NONE);
        assertThat(answer.text()).isEqualTo("w4 w4 w4");
        assertThat(answer.complete()).isFalse();
    }

    @Test
    void aModelThatIsNotFiniteIsRefused() {
        HistoryModel broken = new HistoryModel(history -> new float[] {Float.NaN, Float.NaN, Float.NaN});
        GreedyDecoder decoder = new GreedyDecoder(broken, words -> "", new GreedyDecoder.Limits(EOT, 3, 1));
        assertThatThrownBy(() -> decoder.answer(prompt(0), ImageInputs.NONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no finite probability");
    }

    @Test
    void aImageOfAnySizeReachesARealModelAsWholeTiles() {
        PatchesConfig encoder = new PatchesConfig(new TileGrid(32, 2, 4));
        VisionLanguageModelConfig config = new VisionLanguageModelConfig(
                new OpenLmConfig(11, 16, 1, 2, 32), new VisionLanguageModelConfig.Vision.Pixels(encoder, 16));
        try (TensorScope scope = TensorScope.open();
                VisionLanguageModel vlm = new VisionLanguageModel(config, 5, Placement.CPU)) {
            ImageReader reader = ImageReader.ofPixels(encoder);
            ImageInputs inputs = reader.read(new RgbImage(new byte[3 * 300 * 200], 200, 300));
            assertThat(inputs.visualTokens()).containsExactly(16);
            assertThat(((ImageInputs.Pixels) inputs).images().get(0).size()).isEqualTo(ImageSize.square(64));
            assertThat(reader.read(new RgbImage(new byte[3 * 20 * 20], 20, 20)).visualTokens())
                    .containsExactly(4);
            GreedyDecoder decoder = new GreedyDecoder(
                    new VisionLanguageNextTokens(vlm), GreedyDecoderTest::words, new GreedyDecoder.Limits(EOT, 4, 3));
            Answer answer = decoder.answer(prompt(16), inputs);
            assertThat(answer).isEqualTo(decoder.answer(prompt(16), inputs));
            assertThat(answer.first()).hasSize(3);
            assertThat(answer.first().get(0).probability())
                    .isGreaterThanOrEqualTo(answer.first().get(1).probability());
        }
    }

    private static List<Segment> prompt(int visualTokens) {
        SegmentBuilder segments = new SegmentBuilder().text(false, 1);
        if (visualTokens > 0) {
            segments.image("asked", visualTokens);
        }
        return segments.text(false, 5).segments();
    }

    private GreedyDecoder decoder(int maxTokens) {
        return new GreedyDecoder(model, GreedyDecoderTest::words, new GreedyDecoder.Limits(EOT, maxTokens, 3));
    }

    private static String words(int[] tokens) {
        return Arrays.stream(tokens).mapToObj(token -> "w" + token).collect(Collectors.joining(" "));
    }
}
