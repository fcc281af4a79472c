package io.firstlight.model.decoder.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.core.random.KeyedRandom;
import io.firstlight.core.sequence.ImageSpans;
import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.model.decoder.step.QueryKeyNorm.Span;
import io.firstlight.tensor.Engine;
import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.device.Precision;
import io.firstlight.tensor.device.Recomputation;
import io.firstlight.tensor.kernel.AttentionKernel;
import io.firstlight.tensor.kernel.Kernels;
import io.firstlight.tensor.kernel.RotaryShape;
import io.firstlight.tensor.kernel.RotaryShape.Pairing;
import io.firstlight.tensor.kernel.RotaryTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every step's backward function against autograd over the step's formula: in float64 to twelve digits, and with the
 * kernels of float32 on the CPU to five.
 */
class DecoderStepTest {
    private static final int ROWS = 2;
    private static final int COLUMNS = 9;
    private static final int WIDTH = 16;
    private static final AttentionShape PLAIN = new AttentionShape(2, 2, 8);
    private static final AttentionShape GROUPED = new AttentionShape(4, 2, 4);

    @BeforeAll
    static void oneThread() {
        Engine.setComputeThreads(1);
    }

    /** A step of some width, over weights that {@link Weights} draws. */
    private record Case(String name, int width, Function<Weights, DecoderStep> step) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                        new Case("layer norm", WIDTH, w -> new NormStep(new LayerNorm(w.get("gain", WIDTH)))),
                        new Case("layer norm with bias", WIDTH, w -> new NormStep(layerNormWithBias(w, "n", WIDTH))),
                        new Case("RMS norm", WIDTH, w -> new NormStep(rms(w, "gain", WIDTH))),
                        new Case("linear", WIDTH, w -> new Linear(w.get("weight", 12, WIDTH))),
                        new Case(
                                "linear with bias",
                                WIDTH,
                                w -> new Linear(w.get("weight", 12, WIDTH), Optional.of(w.get("bias", 12)))),
                        new Case("gated product", 24, w -> new GatedProduct(Kernels.gatedProduct(w.placement))),
                        new Case("GELU, by autograd", WIDTH, w -> new Gelu()),
                        new Case("rotary", 48, w -> new RotaryStep(PLAIN)),
                        new Case("attention", 48, w -> new AttentionStep(PLAIN)),
                        new Case("attention, grouped queries", 32, w -> new AttentionStep(GROUPED)),
                        new Case(
                                "qk-norm over all heads",
                                32,
                                w -> new QueryKeyNorm(
                                        GROUPED,
                                        Span.ALL_HEADS,
                                        new LayerNorm(w.get("q", 16)),
                                        new LayerNorm(w.get("k", 8)))),
                        new Case(
                                "qk-norm over each head",
                                32,
                                w -> new QueryKeyNorm(GROUPED, Span.EACH_HEAD, rms(w, "q", 4), rms(w, "k", 4))),
                        new Case("attention block", WIDTH, w -> attentionBlock(w, Recomputation.NONE)),
                        new Case(
                                "attention block, recomputed",
                                WIDTH,
                                w -> attentionBlock(w, Recomputation.EVERY_BLOCK)),
                        new Case(
                                "gated feed-forward block",
                                WIDTH,
                                w -> new ResidualBlock(
                                        List.of(
                                                new NormStep(rms(w, "gain", WIDTH)),
                                                new Linear(w.get("gate_up", 48, WIDTH)),
                                                new GatedProduct(Kernels.gatedProduct(w.placement))),
                                        new Linear(w.get("down", WIDTH, 24)),
                                        Recomputation.NONE)),
                        new Case(
                                "plain feed-forward block",
                                WIDTH,
                                w -> new ResidualBlock(
                                        List.of(
                                                new NormStep(layerNormWithBias(w, "n", WIDTH)),
                                                new Linear(w.get("up", 24, WIDTH), Optional.of(w.get("up_bias", 24))),
                                                new Gelu()),
                                        new Linear(w.get("down", WIDTH, 24), Optional.of(w.get("down_bias", WIDTH))),
                                        Recomputation.NONE)))
                .map(Arguments::of);
    }

    /** Everything at once: RMS norm, biases, qk-norm per head, rotary, grouped queries. */
    private static ResidualBlock attentionBlock(Weights w, Recomputation recomputation) {
        return new ResidualBlock(
                List.of(
                        new NormStep(rms(w, "gain", WIDTH)),
                        new Linear(w.get("qkv", 32, WIDTH), Optional.of(w.get("qkv_bias", 32))),
                        new QueryKeyNorm(GROUPED, Span.EACH_HEAD, rms(w, "q", 4), rms(w, "k", 4)),
                        new RotaryStep(GROUPED),
                        new AttentionStep(GROUPED)),
                new Linear(w.get("out", WIDTH, 16), Optional.of(w.get("out_bias", WIDTH))),
                recomputation);
    }

    private static RootMeanSquareNorm rms(Weights w, String name, int width) {
        return new RootMeanSquareNorm(w.get(name, width), 1e-6, w.placement.precision());
    }

    private static LayerNorm layerNormWithBias(Weights w, String name, int width) {
        return new LayerNorm(
                w.get(name + "_gain", width), Optional.of(w.get(name + "_bias", width)), LayerNorm.EPSILON);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theBackwardFunctionIsTheFormulasGradientInDoublePrecision(Case tested) {
        compare(tested, Placement.CPU.withPrecision(Precision.FLOAT64), Pairing.HALVES, 1e-12);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theKernelsOfFloat32AgreeWithTheFormula(Case tested) {
        compare(tested, Placement.CPU, Pairing.ADJACENT, 1e-5);
    }

    private static void compare(Case tested, Placement placement, Pairing pairing, double tolerance) {
        int headWidth = tested.width() == 48 ? 8 : 4;
        RotaryShape shape = new RotaryShape(headWidth, headWidth / 2, 10_000, pairing);
        try (TensorScope scope = TensorScope.open();
                RotaryTable rotary = new RotaryTable(shape, placement);
                AttentionKernel attention = Kernels.attention(placement)) {
            Weights weights = new Weights(placement);
            DecoderStep step = tested.step().apply(weights);
            Tensor x = weights.draw("x", ROWS * COLUMNS, tested.width());

            Tensor leaf = x.clone().requires_grad_(true);
            Tensor expected = step.formula(leaf, PassInputs.ofFormulas(tokens(), rotary, placement));
            Tensor gradient = weights.draw("gradient", Tensors.shape(expected));
            expected.backward(gradient, null, false, null);
            Map<String, double[]> expectedGradients = weights.gradients();
            weights.clearGradients();

            double[] output;
            double[] inputGradient;
            try (GradMode mode = GradMode.off()) {
                PassInputs inputs = PassInputs.of(tokens(), attention, rotary, placement);
                Recorded recorded = step.forward(x.clone(), inputs);
                output = Tensors.doubles(recorded.output());
                inputGradient = Tensors.doubles(recorded.backward(gradient.clone()));
            }
            assertClose("output", output, Tensors.doubles(expected), tolerance);
            assertClose("gradient of the input", inputGradient, Tensors.doubles(leaf.grad()), tolerance);
            Map<String, double[]> found = weights.gradients();
            expectedGradients.forEach((name, values) -> assertClose(name, found.get(name), values, tolerance));
        }
    }

    /** Two documents and padding, then one document of a whole row. */
    private static PackedTokens tokens() {
        int[] documents = {0, 0, 0, 0, 1, 1, 1, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        int[] positions = {0, 1, 2, 3, 0, 1, 2, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8};
        int[] none = new int[ROWS * COLUMNS];
        return new PackedTokens(
                ROWS, COLUMNS, none, none, new PackedTokens.Layout(documents, positions, ImageSpans.NONE));
    }

    /** Parameters that gather gradients in place, as those of a model do. */
    private static final class Weights {
        private final Placement placement;
        private final Map<String, Tensor> byName = new LinkedHashMap<>();

        private Weights(Placement placement) {
            this.placement = placement;
        }

        Tensor get(String name, long... shape) {
            Tensor weight = draw(name, shape).requires_grad_(true);
            weight.mutable_grad().put(Tensors.full(placement, 0, shape));
            byName.put(name, weight);
            return weight;
        }

        Tensor draw(String name, long... shape) {
            float[] values = new float[Math.toIntExact(Tensors.size(shape))];
            KeyedRandom random = KeyedRandom.of(6, name, 0);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            return Tensors.of(placement, values, shape);
        }

        Map<String, double[]> gradients() {
            Map<String, double[]> gradients = new LinkedHashMap<>();
            byName.forEach((name, weight) -> gradients.put("gradient of " + name, Tensors.doubles(weight.grad())));
            return gradients;
        }

        void clearGradients() {
            byName.values().forEach(weight -> weight.grad().zero_());
        }
    }

    private static void assertClose(String what, double[] found, double[] expected, double tolerance) {
        assertThat(found).as(what).hasSameSizeAs(expected);
        double largest = 0;
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            worst = Math.max(worst, Math.abs(found[i] - expected[i]));
        }
        assertThat(largest).as(what + ", the largest").isGreaterThan(1e-3);
        assertThat(worst / largest)
                .as(what + ", worst deviation over the largest")
                .isLessThan(tolerance);
    }
}
