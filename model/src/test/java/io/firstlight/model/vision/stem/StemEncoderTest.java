package io.firstlight.model.vision.stem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.core.image.ImageSize;
import io.firstlight.core.image.RgbImage;
import io.firstlight.core.random.KeyedRandom;
import io.firstlight.model.vision.ImageEncoder;
import io.firstlight.model.vision.TileGrid;
import io.firstlight.tensor.Engine;
import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.parameter.FlatParameters;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StemEncoderTest {
    private static final int SIDE = 32;
    private static final int WIDTH = 32;
    private static final int TOKENS = 4;
    private static final StemConfig CONFIG = new StemConfig(new TileGrid(SIDE, 2, 4), WIDTH, 1);
    private FlatParameters parameters;
    private ImageEncoder encoder;

    @BeforeEach
    void makeEncoder() {
        Engine.setComputeThreads(1);
        parameters = new FlatParameters(CONFIG.declare(), 3, Placement.CPU);
        encoder = CONFIG.create(parameters);
        try (GradMode mode = GradMode.off()) {
            // Residual blocks start as the identity: with these gains, every convolution counts.
            parameters.byName().forEach((name, parameter) -> {
                if (name.endsWith("second.norm.weight")) {
                    parameter.fill_(new Scalar(0.5));
                }
            });
        }
    }

    @AfterEach
    void freeEncoder() {
        parameters.close();
    }

    private static byte[] noise(long seed, int tiles) {
        byte[] rgb = new byte[tiles * SIDE * SIDE * 3];
        KeyedRandom.of(seed, "tiles", 0).nextBytes(rgb);
        return rgb;
    }

    private float[] forward(byte[] rgb, int tiles, boolean training) {
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            return Tensors.floats(encoder.forward(tiles(rgb, tiles, SIDE), training));
        }
    }

    @ParameterizedTest
    @CsvSource({"32, 2, 32, 0", "32, 1, 64, 1", "64, 2, 32, 2", "48, 3, 32, 1"})
    void aTileBecomesAGridOfTokens(int side, int gridSide, int width, int layers) {
        StemConfig config = new StemConfig(new TileGrid(side, gridSide, 4), width, layers);
        try (FlatParameters own = new FlatParameters(config.declare(), 1, Placement.CPU);
                TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            Tensor features = config.create(own).forward(tiles(new byte[3 * side * side * 3], 3, side), false);
            assertThat(Tensors.shape(features)).containsExactly(3L * gridSide * gridSide, width);
        }
    }

    @Test
    void inEvaluationATileDoesNotSeeItsNeighbours() {
        byte[] three = noise(1, 3);
        float[] together = forward(three, 3, false);
        byte[] changed = three.clone();
        Arrays.fill(changed, 0, SIDE * SIDE * 3, (byte) 7);
        float[] afterChange = forward(changed, 3, false);
        int values = TOKENS * WIDTH;
        assertThat(Arrays.copyOfRange(afterChange, values, 3 * values))
                .containsExactly(Arrays.copyOfRange(together, values, 3 * values));
        assertThat(Arrays.copyOf(afterChange, values)).isNotEqualTo(Arrays.copyOf(together, values));
        float[] alone = forward(Arrays.copyOfRange(three, 2 * SIDE * SIDE * 3, three.length), 1, false);
        assertThat(alone).containsExactly(Arrays.copyOfRange(together, 2 * values, 3 * values), within(1e-4f));
    }

    @Test
    void inTrainingStatisticsAreThoseOfTheBatch() {
        byte[] two = noise(2, 2);
        byte[] changed = two.clone();
        Arrays.fill(changed, 0, SIDE * SIDE * 3, (byte) 7);
        int values = TOKENS * WIDTH;
        assertThat(Arrays.copyOfRange(forward(changed, 2, true), values, 2 * values))
                .isNotEqualTo(Arrays.copyOfRange(forward(two, 2, true), values, 2 * values));
    }

    @Test
    void evaluationLeavesTheRunningStatisticsAndTrainingMovesThemByATwentieth() {
        byte[] rgb = noise(3, 2);
        float[] before = statistics();
        forward(rgb, 2, false);
        assertThat(statistics()).containsExactly(before);
        forward(rgb, 2, true);
        double[][] outputs = firstConvolution(rgb, 2);
        float[] means = Tensors.floats(parameters.get("encoder.stem.0.reduce.norm.mean"));
        float[] variances = Tensors.floats(parameters.get("encoder.stem.0.reduce.norm.variance"));
        for (int channel = 0; channel < means.length; channel++) {
            double mean = Arrays.stream(outputs[channel]).average().orElseThrow();
            double variance = Arrays.stream(outputs[channel])
                            .map(value -> (value - mean) * (value - mean))
                            .sum()
                    / (outputs[channel].length - 1);
            // They start at 0 and 1.
            assertThat(means[channel]).isCloseTo((float) (0.05 * mean), within(1e-5f));
            assertThat(variances[channel]).isCloseTo((float) (0.95 + 0.05 * variance), within(1e-4f));
        }
    }

    private float[] statistics() {
        return Tensors.floats(parameters.groups().stream()
                .filter(group -> group.name().equals(ImageEncoder.STATISTICS))
                .findFirst()
                .orElseThrow()
                .master());
    }

    /** Patches of 4 x 4 pixels times the first weights, by hand: one array of all positions for each channel. */
    private double[][] firstConvolution(byte[] rgb, int tiles) {
        float[] weight = Tensors.floats(parameters.get("encoder.stem.0.reduce.weight")); // [32, 3, 4, 4]
        int grid = SIDE / 4;
        double[][] outputs = new double[32][tiles * grid * grid];
        for (int channel = 0; channel < 32; channel++) {
            for (int position = 0; position < outputs[channel].length; position++) {
                int tile = position / (grid * grid);
                int row = position / grid % grid * 4;
                int column = position % grid * 4;
                for (int w = 0; w < 48; w++) {
                    int y = row + w % 16 / 4;
                    int x = column + w % 4;
                    int value = rgb[((tile * SIDE + y) * SIDE + x) * 3 + w / 16] & 0xff;
                    outputs[channel][position] += weight[channel * 48 + w] * (value / 127.5 - 1);
                }
            }
        }
        return outputs;
    }

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        byte[] rgb = noise(4, 3);
        parameters.trainAll();
        try (TensorScope scope = TensorScope.open()) {
            weighted(rgb).backward();
        }
        int checked = 0;
        for (Map.Entry<String, Tensor> parameter : parameters.byName().entrySet()) {
            if (parameter.getValue().requires_grad() && agrees(parameter.getKey(), parameter.getValue(), rgb)) {
                checked++;
            }
        }
        assertThat(checked).as("parameters with a gradient to speak of").isGreaterThan(30);
    }

    /** Features under fixed weights, with the statistics of the batch. */
    private Tensor weighted(byte[] rgb) {
        float[] weights = new float[3 * TOKENS * WIDTH];
        KeyedRandom random = KeyedRandom.of(5, "weights", 0);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian();
        }
        return encoder.forward(tiles(rgb, 3, SIDE), true)
                .mul(Tensors.of(Placement.CPU, weights, 3 * TOKENS, WIDTH))
                .sum();
    }

    private double value(byte[] rgb) {
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            return weighted(rgb).item_double();
        }
    }

    /** Along the gradient, where float32 differences are largest against their rounding; false if it is about zero. */
    private boolean agrees(String name, Tensor parameter, byte[] rgb) {
        float[] values = Tensors.floats(parameter);
        float[] gradient;
        try (TensorScope scope = TensorScope.open()) {
            gradient = Tensors.floats(parameter.grad());
        }
        double norm = 0;
        for (float g : gradient) {
            norm += (double) g * g;
        }
        norm = Math.sqrt(norm);
        if (norm < 0.5) {
            return false;
        }
        double step = 2e-3;
        double up = moved(parameter, values, gradient, step / norm, rgb);
        double down = moved(parameter, values, gradient, -step / norm, rgb);
        moved(parameter, values, gradient, 0, rgb);
        assertThat((up - down) / (2 * step)).as(name).isCloseTo(norm, within(0.05 * norm + 0.02));
        return true;
    }

    private double moved(Tensor parameter, float[] values, float[] direction, double scale, byte[] rgb) {
        float[] moved = values.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += (float) (scale * direction[i]);
        }
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            parameter.copy_(Tensors.of(Placement.CPU, moved, Tensors.shape(parameter)));
        }
        return value(rgb);
    }

    @Test
    void featuresOfManyTilesAreThoseOfEach() {
        int tiles = 258; // one batch of 256 and a rest
        byte[] rgb = noise(6, tiles);
        float[] all = encoder.features(tiles(rgb, tiles, SIDE));
        int values = TOKENS * WIDTH;
        for (int tile : new int[] {0, 255, 256, 257}) {
            int bytes = SIDE * SIDE * 3;
            float[] alone = encoder.features(tiles(Arrays.copyOfRange(rgb, tile * bytes, (tile + 1) * bytes), 1, SIDE));
            assertThat(alone)
                    .as("tile %d", tile)
                    .containsExactly(Arrays.copyOfRange(all, tile * values, (tile + 1) * values), within(1e-4f));
        }
    }

    @Test
    void imagesOfDifferentSizesAreCutIntoTilesFromLeftToRightThenDown() {
        byte[] wide = noise(7, 2); // [32, 64, 3]
        byte[] single = noise(8, 1);
        float[] features = encoder.features(List.of(new RgbImage(wide, SIDE, 2 * SIDE), image(single)));
        byte[] left = new byte[SIDE * SIDE * 3];
        byte[] right = new byte[SIDE * SIDE * 3];
        for (int y = 0; y < SIDE; y++) {
            System.arraycopy(wide, y * 2 * SIDE * 3, left, y * SIDE * 3, SIDE * 3);
            System.arraycopy(wide, (y * 2 + 1) * SIDE * 3, right, y * SIDE * 3, SIDE * 3);
        }
        assertThat(features).containsExactly(encoder.features(List.of(image(left), image(right), image(single))));
        assertThat(CONFIG.visualTokens(new ImageSize(SIDE, 2 * SIDE))).isEqualTo(2 * TOKENS);
    }

    private static RgbImage image(byte[] rgb) {
        return new RgbImage(rgb, SIDE, SIDE);
    }

    /** Square images that lie in one array, one after the other. */
    static List<RgbImage> tiles(byte[] rgb, int count, int side) {
        int bytes = side * side * 3;
        return IntStream.range(0, count)
                .mapToObj(i -> new RgbImage(Arrays.copyOfRange(rgb, i * bytes, (i + 1) * bytes), side, side))
                .toList();
    }
}
