package io.firstlight.eval.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.core.progress.Progress;
import io.firstlight.core.random.KeyedRandom;
import io.firstlight.core.sequence.ImageInputs;
import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.data.pack.PackedRow;
import io.firstlight.data.pack.Packer;
import io.firstlight.data.sample.SegmentBuilder;
import io.firstlight.data.visual.VisualLookup;
import io.firstlight.model.decoder.DecoderConfig;
import io.firstlight.model.family.openlm.OpenLmConfig;
import io.firstlight.model.vlm.VisionLanguageModel;
import io.firstlight.model.vlm.VisionLanguageModelConfig;
import io.firstlight.model.vlm.VisionLanguageModelConfig.Vision;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.device.Placement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

class VisionLanguageNextTokensTest {
    private static final int VOCABULARY = 61;
    private static final int WIDTH = 32;
    private static final Vision FEATURES = new Vision.Features(WIDTH, 16);

    /** Images "1", "2", ... of 4 or 16 visual tokens with random features. */
    private static final VisualLookup IMAGES = new VisualLookup() {
        @Override
        public int visualTokens(String image) {
            return Integer.parseInt(image) % 2 == 0 ? 4 : 16;
        }

        @Override
        public ImageInputs inputs(List<String> images) {
            int[] visualTokens = images.stream().mapToInt(this::visualTokens).toArray();
            float[] values = new float[Arrays.stream(visualTokens).sum() * WIDTH];
            int at = 0;
            for (String image : images) {
                KeyedRandom random = KeyedRandom.of(3, "image", Long.parseLong(image));
                for (int i = 0; i < visualTokens(image) * WIDTH; i++) {
                    values[at++] = (float) random.nextGaussian();
                }
            }
            return new ImageInputs.Features(visualTokens, values, WIDTH);
        }
    };

    @Test
    void aQueryScoresAloneAsItDoesAmongOthers() {
        try (TensorScope scope = TensorScope.open();
                VisionLanguageModel model = model(FEATURES)) {
            NextTokenModel tokens = new VisionLanguageNextTokens(model);
            List<OptionQuery> queries = randomQueries(80);
            double[][] together = score(tokens, 512, queries);
            for (int q = 0; q < queries.size(); q++) {
                double[] alone = score(tokens, 1, List.of(queries.get(q)))[0];
                assertThat(together[q]).as("query %d", q).containsExactly(alone, within(2e-5));
            }
            assertThat(score(tokens, 512, queries)).isDeepEqualTo(together);
            assertThat(together).isDeepEqualTo(score(tokens, 512, queries));
        }
    }

    @Test
    void textScoresTheSameWithAndWithoutAVisionPart() {
        List<OptionQuery> text = randomQueries(60).stream()
                .filter(query -> query.prompt().size() == 1)
                .toList();
        try (TensorScope scope = TensorScope.open();
                VisionLanguageModel seeing = model(FEATURES);
                VisionLanguageModel blind = model(new Vision.None())) {
            double[][] withVision = score(new VisionLanguageNextTokens(seeing), 256, text);
            double[][] without = score(new VisionLanguageNextTokens(blind), 256, text);
            assertThat(text).hasSizeGreaterThan(10);
            assertThat(withVision).isDeepEqualTo(without);
            assertThat(new VisionLanguageNextTokens(seeing).readsImages()).isTrue();
            assertThat(new VisionLanguageNextTokens(blind).readsImages()).isFalse();
        }
    }

    @Test
    void theImageChangesTheScoreAndItsAbsenceTakesNoPositions() {
        try (TensorScope scope = TensorScope.open();
                VisionLanguageModel model = model(FEATURES)) {
            NextTokenModel tokens = new VisionLanguageNextTokens(model);
            int[] prompt = {1, 5, 9};
            int[][] options = {{7}, {8}};
            double[][] scores = score(
                    tokens,
                    100,
                    List.of(
                            query("a", "2", prompt, options),
                            query("b", "4", prompt, options),
                            query("c", "", prompt, options)));
            assertThat(scores[0][0]).isNotCloseTo(scores[1][0], within(1e-3)).isNotCloseTo(scores[2][0], within(1e-3));
            assertThat(scores[1][0]).isNotCloseTo(scores[2][0], within(1e-3));
        }
    }

    @Test
    void logProbabilitiesAreThoseOfTheWholeDistribution() {
        try (TensorScope scope = TensorScope.open();
                VisionLanguageModel model = model(FEATURES)) {
            NextTokenModel tokens = new VisionLanguageNextTokens(model);
            PackedTokens row = Packer.pack(
                    List.of(PackedRow.of(
                            "prompts",
                            new SegmentBuilder().text(false, 1, 2, 3, 4).sample("row"))),
                    4,
                    true);
            float[] whole = tokens.distribution(row, ImageInputs.NONE, 2);
            double sum = 0;
            for (float logProbability : whole) {
                sum += Math.exp(logProbability);
            }
            assertThat(sum).isEqualTo(1, within(1e-5));
            float[] asked = tokens.logProbabilities(
                    row, ImageInputs.NONE, new NextTokenModel.Queries(new int[] {0, 2, 2, 3}, new int[] {5, 60, 0, 7}));
            assertThat(asked[1]).isEqualTo(whole[60], within(1e-5f));
            assertThat(asked[2]).isEqualTo(whole[0], within(1e-5f));
        }
    }

    @Test
    void scoringLeavesNoNativeMemoryBehind() {
        try (TensorScope scope = TensorScope.open();
                VisionLanguageModel model = model(FEATURES)) {
            NextTokenModel tokens = new VisionLanguageNextTokens(model);
            List<OptionQuery> queries = randomQueries(20);
            score(tokens, 128, queries);
            long before = Pointer.totalCount();
            for (int round = 0; round < 50; round++) {
                score(tokens, 128, queries);
            }
            assertThat(Pointer.totalCount()).isEqualTo(before);
        }
    }

    private static VisionLanguageModel model(Vision vision) {
        DecoderConfig decoder = new OpenLmConfig(VOCABULARY, WIDTH, 2, 2, 64);
        return new VisionLanguageModel(new VisionLanguageModelConfig(decoder, vision), 11, Placement.CPU);
    }

    private static List<OptionQuery> randomQueries(int count) {
        KeyedRandom random = KeyedRandom.of(17, "queries", 0);
        List<OptionQuery> queries = new ArrayList<>();
        for (int q = 0; q < count; q++) {
            int[] prompt = random.ints(random.nextInt(1, 12), 0, VOCABULARY).toArray();
            int[][] options = new int[random.nextInt(2, 5)][];
            for (int o = 0; o < options.length; o++) {
                options[o] = random.ints(random.nextInt(1, 4), 0, VOCABULARY).toArray();
            }
            queries.add(query("test/" + q, q % 3 == 0 ? "" : "" + q, prompt, options));
        }
        return queries;
    }

    private static OptionQuery query(String item, String image, int[] prompt, int[][] options) {
        SegmentBuilder segments = new SegmentBuilder().text(false, prompt[0]);
        if (!image.isEmpty()) {
            segments.add(new PromptImages(IMAGES).segment(image));
        }
        return new OptionQuery(
                item,
                segments.text(false, Arrays.copyOfRange(prompt, 1, prompt.length))
                        .segments(),
                options);
    }

    private static double[][] score(NextTokenModel model, int batchPositions, List<OptionQuery> queries) {
        return new OptionScorer(model, new PromptImages(IMAGES), batchPositions).score(queries, Progress.silent());
    }
}
