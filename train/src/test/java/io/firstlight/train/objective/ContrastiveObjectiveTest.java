package io.firstlight.train.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.core.image.RgbImage;
import io.firstlight.core.random.KeyedRandom;
import io.firstlight.model.contrastive.ContrastiveModel;
import io.firstlight.model.vision.TileGrid;
import io.firstlight.model.vision.stem.StemConfig;
import io.firstlight.tensor.Engine;
import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.ParameterGroup;
import io.firstlight.train.objective.Objective.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContrastiveObjectiveTest {
    private static final StemConfig CONFIG = new StemConfig(new TileGrid(32, 2, 4), 32, 0);
    private static final int IMAGES = 10;
    private static final int[][] WORDS = {{3}, {4, 5}, {6, 6, 7, 8}};
    private FlatParameters parameters;
    private ContrastiveModel model;

    @BeforeEach
    void makeModel() {
        Engine.setComputeThreads(1);
        parameters = new FlatParameters(ContrastiveModel.declare(CONFIG, 12), 4, Placement.CPU);
        parameters.trainAll();
        model = new ContrastiveModel(CONFIG.create(parameters), parameters);
    }

    @AfterEach
    void freeModel() {
        parameters.close();
    }

    /**
     * Pairs of images with one caption each.
     *
     * @param captionOf maps an image to its only caption
     */
    private static ContrastivePairs pairs(java.util.function.IntUnaryOperator captionOf) {
        byte[][] tiles = new byte[IMAGES][32 * 32 * 3];
        for (int i = 0; i < IMAGES; i++) {
            KeyedRandom.of(2, "tiles", i).nextBytes(tiles[i]);
        }
        return new ContrastivePairs(
                Arrays.stream(tiles).map(rgb -> new RgbImage(rgb, 32, 32)).toList(),
                WORDS,
                IntStream.range(0, IMAGES)
                        .mapToObj(i -> new int[] {captionOf.applyAsInt(i)})
                        .toArray(int[][]::new));
    }

    private ContrastiveObjective objective(ContrastivePairs pairs, long views, int extraCaptions) {
        return new ContrastiveObjective(model, pairs, new ContrastiveObjective.Settings(views, 4, extraCaptions, 7));
    }

    private static double loss(Step step) {
        try (TensorScope scope = TensorScope.open()) {
            return step.microBatches(0).get(0).backward(step.numTargets());
        }
    }

    private static int[] images(Step step) {
        return step.sampleIds().stream()
                .mapToInt(id -> Integer.parseInt(id.substring("image ".length())))
                .toArray();
    }

    /** Equation 1 of arXiv 2303.15343, in doubles: a mean over images, a sum over captions. */
    private double expected(ContrastivePairs pairs, int[] images, int[] captions) {
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            float[] image = Tensors.floats(model.embedImages(pairs.images(images), true));
            float[] caption = Tensors.floats(model.embedCaptions(
                    Arrays.stream(captions).mapToObj(c -> WORDS[c]).toArray(int[][]::new)));
            int width = image.length / images.length;
            double sum = 0;
            for (int i = 0; i < images.length; i++) {
                for (int c = 0; c < captions.length; c++) {
                    double cosine = 0;
                    for (int d = 0; d < width; d++) {
                        cosine += (double) image[i * width + d] * caption[c * width + d];
                    }
                    // A new model's temperature is 10 and its bias -5.5.
                    double logit = 10 * cosine - 5.5;
                    boolean own = pairs.captionsOfImage()[images[i]][0] == captions[c];
                    sum += Math.log1p(Math.exp(own ? -logit : logit));
                }
            }
            return sum / images.length;
        }
    }

    @Test
    void theLossIsThePaperAndEqualCaptionsOfDifferentImagesArePositives() {
        ContrastivePairs pairs = pairs(i -> i % 3);
        Step step = objective(pairs, 8, 0).next().orElseThrow();
        int[] images = images(step);
        int[] captions = Arrays.stream(images).map(i -> i % 3).toArray();
        assertThat(Arrays.stream(captions).distinct().count())
                .as("four images have three captions")
                .isLessThan(4);
        assertThat(loss(step)).isCloseTo(expected(pairs, images, captions), within(1e-4));
    }

    @Test
    void anImageIsTheMeanOfItsTilesWhateverTheSizesOfTheOthers() {
        RgbImage tile = pairs(i -> 0).images().get(0);
        byte[] twice = new byte[2 * tile.rgb().length];
        System.arraycopy(tile.rgb(), 0, twice, 0, tile.rgb().length);
        System.arraycopy(tile.rgb(), 0, twice, tile.rgb().length, tile.rgb().length);
        RgbImage tall = new RgbImage(twice, 64, 32);
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            float[] embeddings = Tensors.floats(model.embedImages(List.of(tile, tall), false));
            int width = embeddings.length / 2;
            assertThat(Arrays.copyOfRange(embeddings, width, 2 * width))
                    .containsExactly(Arrays.copyOf(embeddings, width), within(1e-5f));
        }
    }

    @Test
    void extraCaptionsAreOnesOfTheSetAndEachCounts() {
        ContrastivePairs same = pairs(i -> 1);
        Step step = objective(same, 8, 5).next().orElseThrow();
        assertThat(loss(step))
                .isCloseTo(expected(same, images(step), new int[] {1, 1, 1, 1, 1, 1, 1, 1, 1}), within(1e-4));
    }

    @Test
    void everyPassSeesEveryImageOnceAndTheLastBatchIsTheRest() {
        ContrastiveObjective objective = objective(pairs(i -> i % 3), 18, 2);
        List<Integer> seen = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        for (Optional<Step> step = objective.next(); step.isPresent(); step = objective.next()) {
            int[] images = images(step.get());
            sizes.add(images.length);
            Arrays.stream(images).forEach(seen::add);
            assertThat(objective.doneUnits()).isEqualTo(seen.size());
        }
        assertThat(sizes).containsExactly(4, 4, 4, 4, 2);
        assertThat(new HashSet<>(seen.subList(0, IMAGES)))
                .isEqualTo(IntStream.range(0, IMAGES).boxed().collect(Collectors.toSet()));
        assertThat(seen.subList(IMAGES, 18)).doesNotHaveDuplicates();
        assertThat(objective.plannedUnits()).isEqualTo(18);
    }

    @Test
    void aRestoredObjectiveGoesOnWithTheSameLosses() {
        ContrastivePairs pairs = pairs(i -> i % 3);
        ContrastiveObjective whole = objective(pairs, 16, 3);
        loss(whole.next().orElseThrow());
        ContrastiveObjective restored = objective(pairs, 16, 3);
        restored.restore(whole.cursor());
        for (int step = 1; step < 4; step++) {
            assertThat(loss(restored.next().orElseThrow()))
                    .isEqualTo(loss(whole.next().orElseThrow()));
        }
        assertThat(whole.next()).isEmpty();
        assertThat(restored.next()).isEmpty();
    }

    @Test
    void everyTrainedParameterGetsAGradient() {
        loss(objective(pairs(i -> i % 3), 4, 2).next().orElseThrow());
        for (ParameterGroup group : parameters.trainableGroups()) {
            try (TensorScope scope = TensorScope.open()) {
                float[] gradients = Tensors.floats(group.gradients());
                assertThat(gradients).as(group.name()).doesNotContain(Float.NaN);
                assertThat(IntStream.range(0, gradients.length).anyMatch(i -> gradients[i] != 0))
                        .as(group.name())
                        .isTrue();
            }
        }
    }
}
