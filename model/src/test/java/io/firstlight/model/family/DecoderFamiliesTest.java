package io.firstlight.model.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.json.Json;
import io.firstlight.core.random.KeyedRandom;
import io.firstlight.core.sequence.ImageSpans;
import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.model.decoder.Decoder;
import io.firstlight.model.decoder.DecoderConfig;
import io.firstlight.model.decoder.DecoderPass;
import io.firstlight.model.family.llama.LlamaConfig;
import io.firstlight.model.family.llama.LlamaConfig.LlamaAttention;
import io.firstlight.model.family.llama.LlamaConfig.LlamaFeedForward;
import io.firstlight.model.family.openlm.OpenLmConfig;
import io.firstlight.model.loss.ChunkedCrossEntropy.Targets;
import io.firstlight.model.vlm.VisionLanguageModelConfig;
import io.firstlight.model.vlm.VisionLanguageModelConfig.Vision;
import io.firstlight.tensor.Engine;
import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.device.Precision;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.ParameterGroup;
import io.firstlight.tensor.parameter.ParameterRole;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every family of decoders keeps, and what sets Llama apart. */
class DecoderFamiliesTest {
    private static final int ROWS = 2;
    private static final int COLUMNS = 10;
    private static final int VOCABULARY = 30;
    private static final Placement EXACT = Placement.CPU.withPrecision(Precision.FLOAT64);

    @BeforeAll
    static void oneThread() {
        Engine.setComputeThreads(1);
    }

    static Stream<DecoderConfig> everyFamily() {
        return Stream.of(new OpenLmConfig(VOCABULARY, 16, 2, 2, 24), llama(2, false), llama(4, true));
    }

    private static LlamaConfig llama(int keyValueHeads, boolean tied) {
        return new LlamaConfig(
                VOCABULARY, 16, 2, new LlamaAttention(4, keyValueHeads, 10_000), new LlamaFeedForward(24, 1e-5, tied));
    }

    @ParameterizedTest
    @MethodSource("everyFamily")
    void aConfigurationIsReadBackAsTheRecordOfItsFamily(DecoderConfig config) {
        VisionLanguageModelConfig model = new VisionLanguageModelConfig(config, new Vision.None());
        String json = Json.pretty(model);
        assertThat(json).contains("\"family\" : \"" + config.family() + "\"");
        assertThat(Json.parse(json, VisionLanguageModelConfig.class)).isEqualTo(model);
        assertThatThrownBy(() -> Json.parse(
                        json.replace("\"family\" : \"" + config.family(), "\"family\" : \"gpt"),
                        VisionLanguageModelConfig.class))
                .hasMessageContaining("decoder family must be one of [llama, openlm], found 'gpt'");
    }

    @ParameterizedTest
    @MethodSource("everyFamily")
    void backwardFunctionsGiveTheGradientsOfAutogradThroughTheWholeDecoder(DecoderConfig config) {
        for (Placement placement : new Placement[] {EXACT, Placement.CPU}) {
            double tolerance = placement.equals(EXACT) ? 1e-11 : 2e-5;
            Map<String, double[]> recorded = gradients(config, placement, false);
            Map<String, double[]> byAutograd = gradients(config, placement, true);
            byAutograd.forEach((name, values) -> assertClose(name, recorded.get(name), values, tolerance));
        }
    }

    @ParameterizedTest
    @MethodSource("everyFamily")
    void gradientsInBfloat16AreThoseOfFloat64WithinItsRounding(DecoderConfig config) {
        Map<String, double[]> exact = gradients(config, EXACT, false);
        Map<String, double[]> coarse = gradients(config, Placement.CPU.withPrecision(Precision.BFLOAT16), false);
        exact.forEach((name, values) -> {
            double difference = 0;
            double norm = 0;
            for (int i = 0; i < values.length; i++) {
                difference += Math.pow(coarse.get(name)[i] - values[i], 2);
                norm += values[i] * values[i];
            }
            assertThat(Math.sqrt(difference / norm)).as(name).isLessThan(0.1);
        });
    }

    @ParameterizedTest
    @MethodSource("everyFamily")
    void hiddenStatesWithoutGradientsAreThoseOfAPass(DecoderConfig config) {
        try (FlatParameters parameters = parameters(config, Placement.CPU);
                Decoder decoder = config.create(parameters);
                TensorScope scope = TensorScope.open()) {
            float[] without = Tensors.floats(decoder.hiddenStates(tokens(), decoder.embed(tokens())));
            assertThat(Tensors.floats(
                            decoder.pass(tokens(), decoder.embed(tokens())).hidden()))
                    .isEqualTo(without);
            assertThat(decoder.config()).isEqualTo(config);
        }
    }

    @Test
    void anUntiedHeadHasAWeightAndAGradientOfItsOwn() {
        Map<String, double[]> untied = gradients(llama(2, false), EXACT, false);
        assertThat(untied).containsKeys("decoder.embedding", "decoder.head");
        assertThat(untied.get("decoder.head")).isNotEqualTo(untied.get("decoder.embedding"));
        assertThat(llama(2, false).numParameters() - llama(2, true).numParameters())
                .isEqualTo(VOCABULARY * 16L);
        assertThat(llama(2, false).operations()).isEqualTo(llama(2, true).operations());
    }

    /** A key head that serves two query heads is two equal key heads. */
    @Test
    void groupedQueriesEqualRepeatedKeysAndValues() {
        LlamaConfig grouped = llama(2, true);
        LlamaConfig whole = llama(4, true);
        for (Placement placement : new Placement[] {EXACT, Placement.CPU}) {
            try (FlatParameters few = parameters(grouped, placement);
                    FlatParameters many = parameters(whole, placement);
                    Decoder groupedDecoder = grouped.create(few);
                    Decoder wholeDecoder = whole.create(many);
                    TensorScope scope = TensorScope.open()) {
                copyRepeated(few, many);
                double[] found = Tensors.doubles(groupedDecoder.hiddenStates(tokens(), groupedDecoder.embed(tokens())));
                double[] expected = Tensors.doubles(wholeDecoder.hiddenStates(tokens(), wholeDecoder.embed(tokens())));
                assertClose("hidden states", found, expected, placement.equals(EXACT) ? 1e-13 : 1e-5);
            }
        }
    }

    private static void copyRepeated(FlatParameters few, FlatParameters many) {
        try (GradMode mode = GradMode.off()) {
            many.byName().forEach((name, target) -> {
                Tensor source = few.get(name);
                if (!name.endsWith("query_key_value.weight")) {
                    target.copy_(source);
                    return;
                }
                target.narrow(0, 0, 16).copy_(source.narrow(0, 0, 16));
                for (int head = 0; head < 4; head++) {
                    // Of width 4; keys, then values.
                    target.narrow(0, 16 + 4L * head, 4).copy_(source.narrow(0, 16 + 4L * (head / 2), 4));
                    target.narrow(0, 32 + 4L * head, 4).copy_(source.narrow(0, 24 + 4L * (head / 2), 4));
                }
            });
        }
    }

    @Test
    void shapesThatDoNotFitAreRefusedWithWhatWasFound() {
        assertThatThrownBy(() -> llama(3, true)).hasMessageContaining("4 query heads and 3 key and value heads");
        assertThatThrownBy(() ->
                        new LlamaConfig(1, 16, 2, new LlamaAttention(4, 4, 1e4), new LlamaFeedForward(24, 1e-5, true)))
                .hasMessageContaining("a vocabulary of at least 2");
    }

    private static Map<String, double[]> gradients(DecoderConfig config, Placement placement, boolean autograd) {
        try (FlatParameters parameters = parameters(config, placement);
                Decoder decoder = config.create(parameters);
                TensorScope scope = TensorScope.open()) {
            parameters.trainAll();
            Tensor inputs = decoder.embed(tokens());
            DecoderPass pass = autograd ? decoder.autogradPass(tokens(), inputs) : decoder.pass(tokens(), inputs);
            pass.backward(decoder.head()
                    .gradient(pass.hidden(), Targets.of(tokens().targets(), PackedTokens.NO_TARGET), 0.1)
                    .hidden());
            Map<String, double[]> gradients = new LinkedHashMap<>();
            for (ParameterGroup group : parameters.trainableGroups()) {
                gradients.put(group.name(), Tensors.doubles(group.gradients()));
            }
            return gradients;
        }
    }

    /** Llama's weights ten times as large as they start, or attention would hardly matter. */
    private static FlatParameters parameters(DecoderConfig config, Placement placement) {
        FlatParameters parameters = new FlatParameters(config.declare(), 4, placement);
        try (GradMode mode = GradMode.off()) {
            config.declare().stream()
                    .filter(declaration -> config instanceof LlamaConfig && declaration.role() == ParameterRole.MATRIX)
                    .forEach(declaration -> parameters.get(declaration.name()).mul_(new Scalar(10)));
        }
        return parameters;
    }

    private static PackedTokens tokens() {
        int size = ROWS * COLUMNS;
        int[] documents = new int[size];
        int[] positions = new int[size];
        for (int i = 0; i < size; i++) {
            documents[i] = i % COLUMNS / 6;
            positions[i] = i % COLUMNS % 6;
        }
        int[] ids = KeyedRandom.of(8, "ids", 0).ints(size, 0, VOCABULARY).toArray();
        int[] targets =
                KeyedRandom.of(8, "targets", 0).ints(size, 0, VOCABULARY).toArray();
        return new PackedTokens(
                ROWS, COLUMNS, ids, targets, new PackedTokens.Layout(documents, positions, ImageSpans.NONE));
    }

    private static void assertClose(String what, double[] found, double[] expected, double tolerance) {
        double largest = 0;
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            worst = Math.max(worst, Math.abs(found[i] - expected[i]));
        }
        assertThat(largest).as(what + ", the largest").isPositive();
        assertThat(worst / largest)
                .as(what + ", worst deviation over the largest")
                .isLessThan(tolerance);
    }
}
