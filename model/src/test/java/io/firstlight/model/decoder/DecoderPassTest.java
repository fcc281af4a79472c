package io.firstlight.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.random.KeyedRandom;
import io.firstlight.core.sequence.ImageSpans;
import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.core.sequence.PackedTokens.Layout;
import io.firstlight.model.family.openlm.OpenLmConfig;
import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.ParameterGroup;
import io.firstlight.tensor.parameter.ParameterRole;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The decoder's backward functions against autograd over the formulas of its steps, and over the formulas written down
 * once more in {@link #reference}.
 */
class DecoderPassTest {
    private static final int ROWS = 2;
    private static final int HEAD_WIDTH = 8;
    private static final OpenLmConfig CONFIG = new OpenLmConfig(50, 16, 2, new AttentionConfig(2, 0.5, 0), 24);

    @ParameterizedTest(name = "{0} columns, documents of {1}")
    @CsvSource({
        "20, 20",
        "64, 64",
        "150, 150",
        "20, 7",
        "20, 17",
        "150, 40",
        "150, 73",
        "150, 147",
        "520, 520",
        "520, 200",
        "1040, 600"
    })
    void hiddenStatesAndAllGradientsEqualThoseOfAutograd(int columns, int documentLength) {
        try (FlatParameters parameters = parameters();
                Decoder decoder = CONFIG.create(parameters);
                TensorScope scope = TensorScope.open()) {
            parameters.trainAll();
            PackedTokens tokens = tokens(columns, documentLength);
            Tensor gradient = random("gradient", ROWS * columns, CONFIG.width());

            DecoderPass pass = record(decoder, tokens);
            float[] hidden = Tensors.floats(pass.hidden());
            float[] withoutGradients = Tensors.floats(decoder.hiddenStates(tokens, decoder.embed(tokens)));
            pass.backward(gradient);
            Map<String, float[]> found = gradients(parameters);

            parameters.zeroGradients();
            Tensor expected = reference(parameters, tokens, embedded -> embedded);
            expected.backward(gradient, null, false, null);
            assertClose("hidden states", hidden, Tensors.floats(expected));
            assertThat(withoutGradients).isEqualTo(hidden);
            gradients(parameters)
                    .forEach((name, values) -> assertClose("gradient of " + name, found.get(name), values));

            parameters.zeroGradients();
            DecoderPass oracle = decoder.autogradPass(tokens, decoder.embed(tokens));
            assertClose("hidden states by the steps' formulas", hidden, Tensors.floats(oracle.hidden()));
            oracle.backward(gradient);
            gradients(parameters)
                    .forEach((name, values) -> assertClose("gradient of " + name, found.get(name), values));
        }
    }

    @Test
    void whatIsFrozenGetsNoGradientAndWhatTrainsGetsTheSameAsIfAllDid() {
        try (FlatParameters parameters = parameters();
                Decoder decoder = CONFIG.create(parameters);
                TensorScope scope = TensorScope.open()) {
            PackedTokens tokens = tokens(20, 7);
            parameters.trainAll();
            record(decoder, tokens).backward(random("gradient", ROWS * 20, CONFIG.width()));
            Map<String, float[]> all = gradients(parameters);
            parameters.train((module, role) -> role == ParameterRole.MATRIX);
            parameters.zeroGradients();
            record(decoder, tokens).backward(random("gradient", ROWS * 20, CONFIG.width()));
            Map<String, float[]> some = gradients(parameters);
            assertThat(some).hasSize(4 * CONFIG.layers());
            some.forEach((name, values) -> assertThat(Arrays.equals(values, all.get(name)))
                    .as("the gradient of " + name + " is the same")
                    .isTrue());
            assertThat(parameters.get("decoder.embedding.weight").requires_grad())
                    .isFalse();
        }
    }

    @Test
    void theGradientGoesOnToWhateverWasPutIntoTheText() {
        try (FlatParameters parameters = parameters();
                Decoder decoder = CONFIG.create(parameters);
                TensorScope scope = TensorScope.open()) {
            PackedTokens tokens = tokens(20, 20);
            Tensor visual = random("visual", 3, CONFIG.width()).requires_grad_(true);
            Tensor slots = Tensors.of(Placement.CPU, new int[] {4, 5, 26}, 3);
            Tensor gradient = random("gradient", ROWS * 20, CONFIG.width());
            decoder.pass(tokens, decoder.embed(tokens).index_copy(0, slots, visual))
                    .backward(gradient);
            Tensor other = visual.detach().clone().requires_grad_(true);
            reference(parameters, tokens, embedded -> embedded.index_copy(0, slots, other))
                    .backward(gradient, null, false, null);
            assertClose("gradient of the visual tokens", Tensors.floats(visual.grad()), Tensors.floats(other.grad()));
        }
    }

    @Test
    void gradientsAreAddedToThoseThatAreThere() {
        try (FlatParameters parameters = parameters();
                Decoder decoder = CONFIG.create(parameters);
                TensorScope scope = TensorScope.open()) {
            parameters.trainAll();
            Tensor gradient = random("gradient", ROWS * 20, CONFIG.width());
            record(decoder, tokens(20, 7)).backward(gradient);
            Map<String, float[]> once = gradients(parameters);
            record(decoder, tokens(20, 7)).backward(gradient);
            gradients(parameters).forEach((name, twice) -> {
                float[] half = new float[twice.length];
                for (int i = 0; i < half.length; i++) {
                    half[i] = twice[i] / 2;
                }
                assertClose("half of twice the gradient of " + name, half, once.get(name));
            });
        }
    }

    @Test
    void aPassGoesBackOnceAndFreesWhatItHeld() {
        try (FlatParameters parameters = parameters();
                Decoder decoder = CONFIG.create(parameters);
                TensorScope scope = TensorScope.open()) {
            parameters.trainAll();
            DecoderPass pass = record(decoder, tokens(20, 20));
            Tensor gradient = random("gradient", ROWS * 20, CONFIG.width());
            pass.backward(gradient);
            assertThat(pass.hidden().isNull()).isTrue();
            assertThat(gradient.isNull()).as("the caller's is the caller's").isFalse();
            assertThatThrownBy(() -> pass.backward(gradient))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("gone backward already");
        }
    }

    @Test
    void aGradientOfAnotherShapeIsRefusedAndOneThatLiesTransposedIsRead() {
        try (FlatParameters parameters = parameters();
                Decoder decoder = CONFIG.create(parameters);
                TensorScope scope = TensorScope.open()) {
            parameters.trainAll();
            DecoderPass pass = record(decoder, tokens(20, 20));
            assertThatThrownBy(() -> pass.backward(random("gradient", 20, CONFIG.width())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the gradient of hidden states [40, 16] has the shape [20, 16]");
            Tensor gradient = random("gradient", ROWS * 20, CONFIG.width());
            pass.backward(gradient);
            Map<String, float[]> expected = gradients(parameters);
            parameters.zeroGradients();
            record(decoder, tokens(20, 20)).backward(gradient.t().contiguous().t());
            gradients(parameters)
                    .forEach((name, found) -> assertThat(Arrays.equals(found, expected.get(name)))
                            .as(name)
                            .isTrue());
        }
    }

    /**
     * Hidden states [N, D] by the formulas: every matrix of attention whole, its mask by comparing documents and
     * positions.
     */
    private static Tensor reference(
            FlatParameters parameters, PackedTokens tokens, UnaryOperator<Tensor> insertVisual) {
        int n = tokens.rows() * tokens.columns();
        int heads = CONFIG.attention().heads();
        int width = HEAD_WIDTH;
        Tensor mask = mask(tokens);
        Tensor x = insertVisual.apply(torch.embedding(
                parameters.get("decoder.embedding.weight"), Tensors.of(Placement.CPU, tokens.tokenIds(), n)));
        for (int layer = 0; layer < CONFIG.layers(); layer++) {
            String prefix = "decoder.layers." + layer + ".";
            Tensor qkv = norm(x, parameters.get(prefix + "attention_norm.weight"))
                    .mm(parameters
                            .get(prefix + "attention.query_key_value.weight")
                            .t());
            Tensor q = perHead(rotated(qkv.narrow(1, 0, CONFIG.width()), tokens), tokens);
            Tensor k = perHead(rotated(qkv.narrow(1, CONFIG.width(), CONFIG.width()), tokens), tokens);
            Tensor v = perHead(qkv.narrow(1, 2L * CONFIG.width(), CONFIG.width()), tokens);
            Tensor weights = q.matmul(k.transpose(2, 3))
                    .mul(new Scalar(1 / Math.sqrt(width)))
                    .add(mask)
                    .softmax(3);
            Tensor mixed = weights.matmul(v).transpose(1, 2).reshape(n, (long) heads * width);
            x = x.add(
                    mixed.mm(parameters.get(prefix + "attention.output.weight").t()));
            Tensor both = norm(x, parameters.get(prefix + "feed_forward_norm.weight"))
                    .mm(parameters.get(prefix + "feed_forward.gate_up.weight").t());
            Tensor gate = both.narrow(1, 0, CONFIG.feedForward());
            Tensor inner = gate.mul(gate.sigmoid()).mul(both.narrow(1, CONFIG.feedForward(), CONFIG.feedForward()));
            x = x.add(
                    inner.mm(parameters.get(prefix + "feed_forward.down.weight").t()));
        }
        return norm(x, parameters.get("decoder.norm.weight"));
    }

    private static Tensor norm(Tensor x, Tensor gain) {
        return torch.layer_norm(x, new long[] {x.size(1)}, new TensorOptional(gain), new TensorOptional(), 1e-5, false);
    }

    private static Tensor perHead(Tensor x, PackedTokens tokens) {
        return x.reshape(tokens.rows(), tokens.columns(), CONFIG.attention().heads(), HEAD_WIDTH)
                .transpose(1, 2);
    }

    /** [N, D] by cosines and sines: the first half of a head's pairs rotates, the rest does not. */
    private static Tensor rotated(Tensor x, PackedTokens tokens) {
        int n = tokens.rows() * tokens.columns();
        int pairs = HEAD_WIDTH / 2;
        int rotating = pairs / 2;
        float[] cosines = new float[n * pairs];
        float[] sines = new float[n * pairs];
        for (int i = 0; i < n * pairs; i++) {
            int pair = i % pairs;
            double angle = pair < rotating
                    ? tokens.layout().positions()[i / pairs] * Math.pow(10_000, -(double) pair / rotating)
                    : 0;
            cosines[i] = (float) Math.cos(angle);
            sines[i] = (float) Math.sin(angle);
        }
        Tensor cosine = Tensors.of(Placement.CPU, cosines, n, 1, pairs);
        Tensor sine = Tensors.of(Placement.CPU, sines, n, 1, pairs);
        Tensor split = x.reshape(n, CONFIG.attention().heads(), pairs, 2);
        Tensor a = split.select(3, 0);
        Tensor b = split.select(3, 1);
        return torch.stack(
                        new org.bytedeco.pytorch.TensorVector(
                                a.mul(cosine).sub(b.mul(sine)), a.mul(sine).add(b.mul(cosine))),
                        3)
                .reshape(n, CONFIG.width());
    }

    private static Tensor mask(PackedTokens tokens) {
        int t = tokens.columns();
        int[] documents = tokens.layout().documentIds();
        float[] mask = new float[tokens.rows() * t * t];
        for (int i = 0; i < mask.length; i++) {
            int row = i / (t * t);
            int query = i / t % t;
            int key = i % t;
            int document = documents[row * t + query];
            boolean sees = key == query
                    || (key < query && document != PackedTokens.PADDING && documents[row * t + key] == document);
            mask[i] = sees ? 0 : Float.NEGATIVE_INFINITY;
        }
        return Tensors.of(Placement.CPU, mask, tokens.rows(), 1, t, t);
    }

    /**
     * Rows of documents of one length, those of the second row three columns later if a row holds more than one; what
     * is left at the end of a row is padding when it is shorter than five.
     */
    private static PackedTokens tokens(int columns, int documentLength) {
        int n = ROWS * columns;
        int[] documents = new int[n];
        int[] positions = new int[n];
        for (int i = 0; i < n; i++) {
            int begin = i < columns || documentLength == columns ? 0 : 3;
            int column = i % columns - begin;
            int document = Math.floorDiv(column, documentLength);
            positions[i] = column < 0 ? i % columns : column % documentLength;
            boolean rest = columns - begin - document * documentLength < 5;
            documents[i] = rest ? PackedTokens.PADDING : document + 1;
        }
        int[] ids = KeyedRandom.of(5, "tokens", 0)
                .ints(n, 0, CONFIG.vocabularySize())
                .toArray();
        return new PackedTokens(ROWS, columns, ids, new int[n], new Layout(documents, positions, ImageSpans.NONE));
    }

    private static FlatParameters parameters() {
        FlatParameters parameters = new FlatParameters(CONFIG.declare(), 1, Placement.CPU);
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            // Gains other than 1, or a lost one would not show.
            parameters.byName().forEach((name, tensor) -> {
                if (name.contains("norm")) {
                    tensor.add_(random(name, (int) tensor.numel(), 1).view(-1).mul(new Scalar(0.3)));
                }
            });
        }
        return parameters;
    }

    private static DecoderPass record(Decoder decoder, PackedTokens tokens) {
        return decoder.pass(tokens, decoder.embed(tokens));
    }

    private static Map<String, float[]> gradients(FlatParameters parameters) {
        Map<String, float[]> gradients = new LinkedHashMap<>();
        for (ParameterGroup group : parameters.trainableGroups()) {
            group.viewsOf(group.gradients()).forEach((name, view) -> gradients.put(name, Tensors.floats(view)));
        }
        return gradients;
    }

    private static Tensor random(String name, int rows, int columns) {
        float[] values = new float[rows * columns];
        KeyedRandom random = KeyedRandom.of(9, name, 0);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensors.of(Placement.CPU, values, rows, columns);
    }

    private static void assertClose(String what, float[] found, float[] expected) {
        double largest = 0;
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            worst = Math.max(worst, Math.abs(found[i] - expected[i]));
        }
        assertThat(found.length).isEqualTo(expected.length);
        assertThat(largest).as(what + ", the largest").isGreaterThan(1e-3);
        assertThat(worst / largest)
                .as(what + ", worst deviation over the largest")
                .isLessThan(1e-5);
    }
}
