package io.firstlight.train.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.core.progress.Progress;
import io.firstlight.core.random.KeyedRandom;
import io.firstlight.core.sequence.ImageInputs;
import io.firstlight.data.visual.VisualLookup;
import io.firstlight.model.family.openlm.OpenLmConfig;
import io.firstlight.model.projector.Projector;
import io.firstlight.model.vlm.VisionLanguageModel;
import io.firstlight.model.vlm.VisionLanguageModelConfig;
import io.firstlight.model.vlm.VisionLanguageModelConfig.Vision;
import io.firstlight.tensor.Engine;
import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.parameter.ParameterRole;
import io.firstlight.train.checkpoint.Checkpoints;
import io.firstlight.train.loop.Trainer;
import io.firstlight.train.optimizer.AdamW;
import io.firstlight.train.schedule.LearningRateSchedule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlignmentObjectiveTest {
    private static final int WORDS = 12;
    private static final int VIEWS_OF_A_WORD = 20;
    private static final int FEATURES = 8;
    private static final int WIDTH = 16;

    @Test
    void visualTokensComeToPointAtTheWordsOfTheirCaptionsEvenWhenEmbeddingsAreLongAndHaveMuchInCommon(
            @TempDir Path work) throws Exception {
        Engine.setComputeThreads(1);
        VisionLanguageModelConfig config =
                new VisionLanguageModelConfig(new OpenLmConfig(WORDS + 2, WIDTH, 1, 2, 24), new Vision.Features(32, 4));
        try (VisionLanguageModel model = new VisionLanguageModel(config, 5, Placement.CPU)) {
            trainProjectorAndEmbedding(model);
            try (GradMode mode = GradMode.off()) {
                // As after a long trunk: the embeddings are long, and share a large part that tells no word from
                // another.
                model.embedding().mul_(new Scalar(8)).add_(new Scalar(4));
            }
            model.matchProjectorToEmbedding();
            double before = cosineLead(model);
            train(model, work);
            assertThat(before).isBetween(-0.3, 0.3);
            assertThat(cosineLead(model))
                    .as("cosine with the right word less the mean cosine with the others")
                    .isGreaterThan(0.6);
        }
    }

    @Test
    void theLossIsThatOfMeanCosinesOverImagesOfDifferentSizesAndCaptionsOfSeveralWords() {
        VisionLanguageModelConfig config =
                new VisionLanguageModelConfig(new OpenLmConfig(WORDS + 2, WIDTH, 1, 2, 24), new Vision.Features(32, 4));
        List<String> keys = List.of("3", "5+6+7+8");
        int[][] words = {{3}, {5, 9}};
        try (VisionLanguageModel model = new VisionLanguageModel(config, 5, Placement.CPU);
                TensorScope scope = TensorScope.open()) {
            trainProjectorAndEmbedding(model);
            AlignmentObjective objective = new AlignmentObjective(
                    model,
                    new Views(),
                    new AlignmentObjective.Bags(
                            keys, words, IntStream.range(2, WORDS + 2).toArray()),
                    new AlignmentObjective.Settings(2, 2, 7));
            double expected = 0;
            float[] embedding = Tensors.floats(model.embedding());
            for (int image = 0; image < keys.size(); image++) {
                String[] views = keys.get(image).split("\\+");
                double[] logits = new double[WORDS];
                for (String view : views) {
                    float[] token = Tensors.floats(
                            model.projectContent(view(Integer.parseInt(view) % WORDS, Integer.parseInt(view))));
                    for (int word = 0; word < WORDS; word++) {
                        logits[word] += 8 * cosine(token, centred(embedding, word + 2)) / views.length;
                    }
                }
                double normalizer =
                        Math.log(Arrays.stream(logits).map(Math::exp).sum());
                for (int word : words[image]) {
                    expected -= (logits[word] - normalizer) / words[image].length / keys.size();
                }
            }
            Objective.Step step = objective.next().orElseThrow();
            assertThat(step.microBatches(0).get(0).backward(step.numTargets())).isCloseTo(expected, within(1e-5));
            double inParts = 0;
            for (Objective.MicroBatch part : step.microBatches(1)) {
                inParts += part.backward(step.numTargets());
            }
            assertThat(inParts).isCloseTo(expected, within(1e-5));
        }
    }

    private static void trainProjectorAndEmbedding(VisionLanguageModel model) {
        model.parameters().train((module, role) -> module.equals(Projector.MODULE) || role == ParameterRole.EMBEDDING);
    }

    private static void train(VisionLanguageModel model, Path work) throws Exception {
        int images = WORDS * VIEWS_OF_A_WORD;
        List<String> keys =
                IntStream.range(0, images).mapToObj(Integer::toString).toList();
        int[][] words =
                IntStream.range(0, images).mapToObj(i -> new int[] {i % WORDS}).toArray(int[][]::new);
        int[] vocabulary = IntStream.range(2, WORDS + 2).toArray();
        AdamW.UpdateSettings settings = new AdamW.UpdateSettings(
                0.9,
                0.95,
                1e-8,
                (module, role) -> new AdamW.UpdateOptions(role == ParameterRole.EMBEDDING ? 0.3 : 1, 0));
        AlignmentObjective objective = new AlignmentObjective(
                model,
                new Views(),
                new AlignmentObjective.Bags(keys, words, vocabulary),
                new AlignmentObjective.Settings(9_600, 32, 7));
        try (AdamW optimizer = new AdamW(model.parameters(), settings)) {
            new Trainer(
                            model.parameters(),
                            objective,
                            optimizer,
                            new Trainer.LoopSettings(
                                    LearningRateSchedule.trunk(9_600, 480, 1e-2, 0), 1, 10, Duration.ofHours(1)))
                    .run(new Checkpoints(work, "stage", warning -> {}), Progress.silent(), "alignment");
        }
    }

    /** Of views that were not trained on, with embeddings less their mean. */
    private static double cosineLead(VisionLanguageModel model) {
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            double lead = 0;
            float[] embedding = Tensors.floats(model.embedding());
            for (int word = 0; word < WORDS; word++) {
                float[] token = Tensors.floats(model.projectContent(view(word, 1_000 + word)));
                double others = 0;
                for (int other = 0; other < WORDS; other++) {
                    double cosine = cosine(token, centred(embedding, other + 2));
                    lead += other == word ? cosine : 0;
                    others += other == word ? 0 : cosine;
                }
                lead -= others / (WORDS - 1);
            }
            return lead / WORDS;
        }
    }

    private static float[] centred(float[] embedding, int row) {
        float[] centred = new float[WIDTH];
        for (int d = 0; d < WIDTH; d++) {
            double mean = 0;
            for (int word = 2; word < WORDS + 2; word++) {
                mean += embedding[word * WIDTH + d] / WORDS;
            }
            centred[d] = (float) (embedding[row * WIDTH + d] - mean);
        }
        return centred;
    }

    private static double cosine(float[] a, float[] b) {
        double product = 0;
        double sizeA = 0;
        double sizeB = 0;
        for (int d = 0; d < a.length; d++) {
            product += a[d] * b[d];
            sizeA += a[d] * a[d];
            sizeB += b[d] * b[d];
        }
        return product / Math.sqrt(sizeA * sizeB);
    }

    /** One visual token that shows {@code word}: its own direction and some noise. */
    private static ImageInputs.Features view(int word, int view) {
        KeyedRandom direction = KeyedRandom.of(1, "direction", word);
        KeyedRandom noise = KeyedRandom.of(1, "noise", view);
        float[] values = new float[32];
        for (int d = 0; d < FEATURES; d++) {
            values[d] = (float) (direction.nextGaussian() + 0.2 * noise.nextGaussian());
        }
        return new ImageInputs.Features(new int[] {1}, values, values.length);
    }

    /** A key names the views that are its visual tokens: "5" or "5+6". */
    private static final class Views implements VisualLookup {
        @Override
        public int visualTokens(String image) {
            return image.split("\\+").length;
        }

        @Override
        public ImageInputs inputs(List<String> images) {
            List<Integer> views = images.stream()
                    .flatMap(image -> Arrays.stream(image.split("\\+")))
                    .map(Integer::parseInt)
                    .toList();
            float[] all = new float[views.size() * 32];
            for (int i = 0; i < views.size(); i++) {
                System.arraycopy(view(views.get(i) % WORDS, views.get(i)).values(), 0, all, i * 32, 32);
            }
            return new ImageInputs.Features(
                    images.stream().mapToInt(this::visualTokens).toArray(), all, 32);
        }
    }
}
