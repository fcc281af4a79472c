package io.firstlight.model.vision.stem;

import static io.firstlight.model.vision.stem.StemEncoderTest.tiles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.core.image.RgbImage;
import io.firstlight.core.random.KeyedRandom;
import io.firstlight.model.vision.EncoderPass;
import io.firstlight.model.vision.ImageEncoder;
import io.firstlight.model.vision.TileGrid;
import io.firstlight.tensor.Engine;
import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.device.Precision;
import io.firstlight.tensor.parameter.FlatParameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pass in parts against autograd over the whole batch, and against itself on other numbers of threads. */
class StemPassTest {
    private static final int SIDE = 32;
    private static final int WIDTH = 32;
    /** Three parts, the last one smaller. */
    private static final int TILES = 150;

    private static final StemConfig CONFIG = new StemConfig(new TileGrid(SIDE, 2, 4), WIDTH, 1);

    private static final Placement EXACT = Placement.CPU.withPrecision(Precision.FLOAT64);

    @AfterEach
    void oneThread() {
        Engine.setComputeThreads(1);
    }

    private interface Run {
        double[] tokens(ImageEncoder encoder, List<RgbImage> images, Tensor gradient);
    }

    /** Tokens, and by name every gradient and running statistic. */
    private static Map<String, double[]> run(Placement placement, int threads, int count, Run run) {
        Engine.setComputeThreads(threads);
        byte[] rgb = new byte[TILES * SIDE * SIDE * 3];
        KeyedRandom.of(4, "tiles", 0).nextBytes(rgb);
        float[] weights = new float[TILES * 4 * WIDTH];
        KeyedRandom random = KeyedRandom.of(5, "weights", 0);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) random.nextGaussian();
        }
        Map<String, double[]> results = new LinkedHashMap<>();
        try (FlatParameters parameters = new FlatParameters(CONFIG.declare(), 3, placement)) {
            ImageEncoder encoder = CONFIG.create(parameters);
            try (GradMode mode = GradMode.off()) {
                // Residual blocks start as the identity: with these gains, every convolution counts.
                parameters.byName().forEach((name, parameter) -> {
                    if (name.endsWith("second.norm.weight")) {
                        parameter.fill_(new Scalar(0.5));
                    }
                });
            }
            parameters.trainAll();
            long before = 0;
            for (int i = 0; i < count; i++) {
                before = i == 1 ? Pointer.totalCount() : before;
                try (TensorScope scope = TensorScope.open()) {
                    Tensor gradient = Tensors.of(placement, weights, TILES * 4, WIDTH);
                    results.put("tokens", run.tokens(encoder, tiles(rgb, TILES, SIDE), gradient));
                }
            }
            if (count > 2) {
                // Fewer where a collection met what other tests left.
                assertThat(Pointer.totalCount()).as("native objects").isLessThanOrEqualTo(before);
            }
            try (TensorScope scope = TensorScope.open()) {
                parameters
                        .byName()
                        .forEach((name, parameter) -> results.put(
                                name, Tensors.doubles(parameter.requires_grad() ? parameter.grad() : parameter)));
            }
        }
        return results;
    }

    private static double[] recorded(ImageEncoder encoder, List<RgbImage> images, Tensor gradient) {
        EncoderPass pass = encoder.record(images);
        pass.backward(gradient);
        return Tensors.doubles(pass.tokens());
    }

    private static double[] byAutograd(ImageEncoder encoder, List<RgbImage> images, Tensor gradient) {
        Tensor tokens = encoder.forward(images, true);
        tokens.backward(gradient, null, false, null);
        return Tensors.doubles(tokens);
    }

    @Test
    void valuesGradientsAndStatisticsAreThoseOfAutogradOverTheWholeBatch() {
        Map<String, double[]> expected = run(EXACT, 1, 1, StemPassTest::byAutograd);
        Map<String, double[]> found = run(EXACT, 1, 1, StemPassTest::recorded);
        assertThat(found.keySet()).isEqualTo(expected.keySet()).hasSizeGreaterThan(60);
        expected.forEach((name, values) -> {
            double largest = 0;
            for (double value : values) {
                largest = Math.max(largest, Math.abs(value));
            }
            assertThat(largest).as(name).isPositive();
            // A bias before a normalisation has a gradient of rounding alone; the others are far above 1.
            assertThat(found.get(name)).as(name).containsExactly(values, within(1e-9 * Math.max(1, largest)));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void bitsDoNotDependOnThreads(int threads) {
        Map<String, double[]> one = run(Placement.CPU, 1, 2, StemPassTest::recorded);
        Map<String, double[]> several = run(Placement.CPU, threads, 2, StemPassTest::recorded);
        one.forEach((name, values) -> assertThat(several.get(name)).as(name).isEqualTo(values));
    }

    @Test
    void stepsLeaveNoNativeObjectBehind() {
        run(Placement.CPU, 2, 6, StemPassTest::recorded);
    }
}
