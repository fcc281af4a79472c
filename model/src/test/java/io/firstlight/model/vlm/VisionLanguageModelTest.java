package io.firstlight.model.vlm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.firstlight.core.image.RgbImage;
import io.firstlight.core.json.Json;
import io.firstlight.core.sequence.ImageInputs;
import io.firstlight.core.sequence.ImageSpans;
import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.model.decoder.AttentionConfig;
import io.firstlight.model.decoder.DecoderConfig;
import io.firstlight.model.decoder.DecoderPass;
import io.firstlight.model.family.openlm.OpenLmConfig;
import io.firstlight.model.loss.ChunkedCrossEntropy.Gradient;
import io.firstlight.model.loss.ChunkedCrossEntropy.Targets;
import io.firstlight.model.vision.ImageEncoder;
import io.firstlight.model.vlm.VisionLanguageModelConfig.Vision;
import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.parameter.ParameterGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VisionLanguageModelTest {
    @Test
    void aTextOnlyBatchEqualsTheSameBatchThroughTheLanguageModelAlone() {
        PackedTokens text = TinyModels.oneDocument(3, 10);
        try (VisionLanguageModel vision = model(TinyModels.FEATURES);
                VisionLanguageModel language = model(TinyModels.NONE)) {
            double visionLoss = backward(vision, text, ImageInputs.NONE);
            double languageLoss = backward(language, text, ImageInputs.NONE);
            assertThat(visionLoss).isEqualTo(languageLoss);
            for (ParameterGroup group : language.parameters().groups()) {
                ParameterGroup same = vision.parameters().groups().stream()
                        .filter(g -> g.name().equals(group.name()))
                        .findFirst()
                        .orElseThrow();
                assertThat(Tensors.floats(same.gradients()))
                        .as(group.name())
                        .containsExactly(Tensors.floats(group.gradients()));
            }
            ParameterGroup projector = vision.parameters().groups().stream()
                    .filter(g -> g.name().equals("projector"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Tensors.floats(projector.gradients())).containsOnly(0);
        }
    }

    @Test
    void aDocumentsHiddenStatesDoNotDependOnItsNeighboursOrOnPadding() {
        PackedTokens packed = TinyModels.mixedBatch(4);
        try (VisionLanguageModel model = model(TinyModels.FEATURES);
                TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            float[] together = Tensors.floats(model.hiddenStates(packed, TinyModels.features(1, 4, 32)));
            PackedTokens alone = new PackedTokens(
                    1,
                    4,
                    TinyModels.only(packed.tokenIds(), 5, 9),
                    TinyModels.only(packed.targets(), 5, 9),
                    new PackedTokens.Layout(new int[4], new int[] {0, 1, 2, 3}, ImageSpans.NONE));
            float[] single = Tensors.floats(model.hiddenStates(alone, ImageInputs.NONE));
            assertThat(TinyModels.only(bits(together), 5 * 16, 9 * 16)).hasSize(single.length);
            for (int i = 0; i < single.length; i++) {
                assertThat(together[5 * 16 + i]).isCloseTo(single[i], within(1e-5f));
            }
        }
    }

    private static int[] bits(float[] values) {
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }

    @Test
    void laterTokensNeverChangeEarlierHiddenStates() {
        PackedTokens whole = TinyModels.oneDocument(6, 12);
        int[] changed = whole.tokenIds().clone();
        changed[11] = (changed[11] + 1) % TinyModels.VOCABULARY;
        try (VisionLanguageModel model = model(TinyModels.NONE);
                TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            float[] before = Tensors.floats(model.hiddenStates(whole, ImageInputs.NONE));
            float[] after = Tensors.floats(model.hiddenStates(
                    new PackedTokens(1, 12, changed, whole.targets(), whole.layout()), ImageInputs.NONE));
            assertThat(TinyModels.only(bits(after), 0, 11 * 16))
                    .containsExactly(TinyModels.only(bits(before), 0, 11 * 16));
            assertThat(TinyModels.only(bits(after), 11 * 16, 12 * 16))
                    .isNotEqualTo(TinyModels.only(bits(before), 11 * 16, 12 * 16));
        }
    }

    @Test
    void gradientsAgreeWithFiniteDifferences() {
        PackedTokens batch = TinyModels.mixedBatch(7);
        for (Vision vision : new Vision[] {TinyModels.FEATURES, TinyModels.PIXELS}) {
            ImageInputs content = vision == TinyModels.FEATURES ? TinyModels.features(2, 4, 32) : TinyModels.pixels(2);
            try (VisionLanguageModel model = model(vision)) {
                backward(model, batch, content);
                for (Map.Entry<String, Tensor> parameter :
                        model.parameters().byName().entrySet()) {
                    if (!parameter.getValue().requires_grad()) {
                        continue;
                    }
                    checkOneDirection(parameter.getKey(), parameter.getValue(), () -> loss(model, batch, content));
                }
            }
        }
    }

    /** The derivative along the gradient itself, where float32 differences are largest against their rounding. */
    private static void checkOneDirection(String name, Tensor parameter, java.util.function.DoubleSupplier loss) {
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
        if (norm < 1e-3) {
            return;
        }
        double step = 2e-3;
        double up = along(parameter, values, gradient, step / norm, loss);
        double down = along(parameter, values, gradient, -step / norm, loss);
        along(parameter, values, gradient, 0, loss);
        assertThat((up - down) / (2 * step)).as(name).isCloseTo(norm, within(0.03 * norm + 2e-3));
    }

    private static double along(
            Tensor parameter, float[] values, float[] direction, double scale, java.util.function.DoubleSupplier loss) {
        float[] moved = values.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += (float) (scale * direction[i]);
        }
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            parameter.copy_(Tensors.of(Placement.CPU, moved, Tensors.shape(parameter)));
        }
        return loss.getAsDouble();
    }

    @Test
    void savingAndLoadingGivesTheSameModel(@TempDir Path directory) throws IOException {
        PackedTokens batch = TinyModels.mixedBatch(8);
        ImageInputs content = TinyModels.pixels(3);
        try (VisionLanguageModel model = model(TinyModels.PIXELS)) {
            model.save(directory);
            try (VisionLanguageModel loaded = VisionLanguageModel.load(directory, Placement.CPU)) {
                assertThat(loaded.config()).isEqualTo(model.config());
                assertThat(loss(loaded, batch, content)).isEqualTo(loss(model, batch, content));
            }
        }
    }

    @Test
    void fiftyStepsLeaveNoNativeObjectBehind() {
        PackedTokens batch = TinyModels.mixedBatch(9);
        try (VisionLanguageModel model = model(TinyModels.PIXELS)) {
            for (int i = 0; i < 3; i++) {
                backward(model, batch, TinyModels.pixels(4));
            }
            long before = Pointer.totalCount();
            for (int i = 0; i < 50; i++) {
                backward(model, batch, TinyModels.pixels(4));
            }
            assertThat(Pointer.totalCount()).isEqualTo(before);
        }
    }

    @Test
    void aNewProjectorsContentAndPositionEmbeddingsScaleWithTheTokenEmbeddingsOfALongTrunk() {
        try (VisionLanguageModel model =
                        new VisionLanguageModel(TinyModels.config(TinyModels.FEATURES), 3, Placement.CPU);
                TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            Map<String, Tensor> parameters = model.parameters().byName();
            model.matchProjectorToEmbedding();
            double places = size(parameters.get("projector.places.weight"));
            double visual = size(parameters.get("projector.visual.weight"));
            model.embedding().mul_(new Scalar(4));
            model.matchProjectorToEmbedding();
            assertThat(size(parameters.get("projector.scale.weight")))
                    .isCloseTo(1.5 * size(model.embedding()), within(1e-4));
            assertThat(size(parameters.get("projector.places.weight"))).isCloseTo(4 * places, within(1e-4));
            assertThat(size(parameters.get("projector.visual.weight"))).isCloseTo(4 * visual, within(1e-4));
        }
    }

    @Test
    void theAskedAttentionReachesEveryLayerAndSurvivesSaving(@TempDir Path directory) throws IOException {
        PackedTokens text = TinyModels.oneDocument(3, 10);
        DecoderConfig plain = TinyModels.config(TinyModels.NONE).decoder();
        try (VisionLanguageModel alike = withAttention(new AttentionConfig(2, 0.5, 1));
                VisionLanguageModel turning = withAttention(new AttentionConfig(2, 1, 1));
                TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            for (int layer = 0; layer < plain.layers(); layer++) {
                float[] rows = Tensors.floats(
                        alike.parameters().get("decoder.layers." + layer + ".attention.query_key_value.weight"));
                int third = plain.width() * plain.width();
                assertThat(Arrays.copyOfRange(rows, third, 2 * third))
                        .as("keys")
                        .isEqualTo(Arrays.copyOf(rows, third));
                assertThat(Arrays.copyOfRange(rows, 2 * third, 3 * third))
                        .as("values")
                        .isNotEqualTo(Arrays.copyOf(rows, third));
            }
            float[] half = Tensors.floats(alike.hiddenStates(text, ImageInputs.NONE));
            assertThat(half)
                    .as("the same weights, turned by half")
                    .isNotEqualTo(Tensors.floats(turning.hiddenStates(text, ImageInputs.NONE)));
            alike.save(directory);
            try (VisionLanguageModel loaded = VisionLanguageModel.load(directory, Placement.CPU)) {
                assertThat(loaded.config()).isEqualTo(alike.config());
                assertThat(Tensors.floats(loaded.hiddenStates(text, ImageInputs.NONE)))
                        .isEqualTo(half);
            }
        }
    }

    @Test
    void aModelFromBeforeAttentionHadAShapeOfItsOwnIsReadAsItWas(@TempDir Path directory) throws IOException {
        try (VisionLanguageModel model = model(TinyModels.FEATURES)) {
            model.save(directory);
            Path file = directory.resolve(VisionLanguageModel.CONFIG_FILE);
            ObjectNode config = Json.read(file, ObjectNode.class);
            ObjectNode decoder = (ObjectNode) config.get("decoder");
            decoder.remove("attention");
            decoder.put("heads", 2);
            Files.writeString(file, Json.pretty(config));
            try (VisionLanguageModel loaded = VisionLanguageModel.load(directory, Placement.CPU)) {
                assertThat(loaded.config()).isEqualTo(model.config());
            }
            decoder.remove("heads");
            Files.writeString(file, Json.pretty(config));
            assertThatThrownBy(() -> VisionLanguageModel.load(directory, Placement.CPU))
                    .hasMessageContaining("decoder must have attention with its heads, found neither");
        }
    }

    @Test
    void aShareOfAHeadThatIsNoWholeNumberOfPairsIsRefusedWithTheNearestThatIs() {
        assertThatThrownBy(() -> withAttention(new AttentionConfig(2, 0.3, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a rotary share of 0.3 of 4 pairs a head is no whole number of pairs; "
                        + "the nearest share is 0.25");
        assertThatThrownBy(() -> withAttention(new AttentionConfig(2, 0.01, 0)))
                .hasMessageEndingWith("the nearest share is 0.25");
    }

    @Test
    void imagesOfDifferentSizesAnywhereGiveWhatANaiveWalkGives() {
        // Images of 64 x 32, 32 x 32 and 96 x 96 pixels: first, next to each other, and at a document's end.
        List<RgbImage> images =
                List.of(TinyModels.image(1, 32, 64), TinyModels.image(2, 32, 32), TinyModels.image(3, 96, 96));
        int[] lengths = {8, 4, 36};
        int[] starts = {2, 10, 53};
        int columns = 100;
        int[] documents = new int[columns];
        Arrays.fill(documents, 89, columns, 1);
        PackedTokens batch = TinyModels.batch(5, columns, documents, new ImageSpans(starts, lengths));
        ImageInputs inputs = new ImageInputs.Pixels(lengths, images);
        try (VisionLanguageModel model = model(TinyModels.PIXELS);
                TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            float[] hidden = Tensors.floats(model.hiddenStates(batch, inputs));
            // The same images one at a time, as features of their own, through a model that reads features.
            VisionLanguageModelConfig reads = TinyModels.config(TinyModels.FEATURES);
            ImageEncoder encoder = ((Vision.Pixels) TinyModels.PIXELS).encoder().create(model.parameters());
            float[] features = new float[48 * 32];
            int at = 0;
            for (RgbImage image : images) {
                float[] own = encoder.features(List.of(image));
                System.arraycopy(own, 0, features, at, own.length);
                at += own.length;
            }
            try (VisionLanguageModel second = new VisionLanguageModel(reads, 11, Placement.CPU)) {
                float[] expected =
                        Tensors.floats(second.hiddenStates(batch, new ImageInputs.Features(lengths, features, 32)));
                assertThat(hidden).containsExactly(expected, within(1e-4f));
            }
            // Changing one image changes nothing before it, and nothing in the other document.
            List<RgbImage> changed = List.of(images.get(0), images.get(1), TinyModels.image(4, 96, 96));
            float[] after = Tensors.floats(model.hiddenStates(batch, new ImageInputs.Pixels(lengths, changed)));
            assertThat(TinyModels.only(bits(after), 0, 53 * 16))
                    .containsExactly(TinyModels.only(bits(hidden), 0, 53 * 16));
            assertThat(TinyModels.only(bits(after), 89 * 16, columns * 16))
                    .containsExactly(TinyModels.only(bits(hidden), 89 * 16, columns * 16));
            assertThat(TinyModels.only(bits(after), 53 * 16, 89 * 16))
                    .isNotEqualTo(TinyModels.only(bits(hidden), 53 * 16, 89 * 16));
        }
    }

    @Test
    void gradientsThroughSeveralImagesAgreeWithFiniteDifferences() {
        int[] lengths = {4, 4};
        PackedTokens batch = TinyModels.batch(5, 12, new int[12], new ImageSpans(new int[] {3, 8}, lengths));
        ImageInputs inputs =
                new ImageInputs.Pixels(lengths, List.of(TinyModels.image(1, 32, 32), TinyModels.image(2, 32, 32)));
        try (VisionLanguageModel model = model(TinyModels.PIXELS)) {
            backward(model, batch, inputs);
            for (String name : List.of("projector.places.weight", "projector.input.weight", "encoder.norm.weight")) {
                checkOneDirection(name, model.parameters().get(name), () -> loss(model, batch, inputs));
            }
        }
    }

    @Test
    void imagesThatDoNotMatchTheBatchAreRefused() {
        PackedTokens batch = TinyModels.mixedBatch(4);
        try (VisionLanguageModel model = model(TinyModels.FEATURES);
                TensorScope scope = TensorScope.open()) {
            assertThatThrownBy(() -> model.hiddenStates(batch, TinyModels.features(1, 5, 32)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[4] visual tokens")
                    .hasMessageContaining("[5]");
            assertThatThrownBy(() -> model.hiddenStates(batch, ImageInputs.NONE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("images of []");
        }
    }

    private static VisionLanguageModel withAttention(AttentionConfig attention) {
        VisionLanguageModelConfig plain = TinyModels.config(TinyModels.NONE);
        DecoderConfig decoder = new OpenLmConfig(
                plain.decoder().vocabularySize(),
                plain.decoder().width(),
                plain.decoder().layers(),
                attention,
                ((OpenLmConfig) plain.decoder()).feedForward());
        return new VisionLanguageModel(new VisionLanguageModelConfig(decoder, TinyModels.NONE), 3, Placement.CPU);
    }

    /** Root mean square. */
    private static double size(Tensor tensor) {
        return Tensors.floats(tensor.norm())[0] / Math.sqrt(tensor.numel());
    }

    @Test
    void theParameterCountFollowsFromTheShape() {
        try (VisionLanguageModel model = model(TinyModels.NONE)) {
            long d = 16;
            long perLayer = 3 * d * d + d * d + 2 * 24 * d + 24 * d + 2 * d;
            assertThat(numParameters(model))
                    .isEqualTo(TinyModels.VOCABULARY * d + 2 * perLayer + d)
                    .isEqualTo(model.config().decoder().numParameters());
        }
    }

    private static long numParameters(VisionLanguageModel model) {
        return model.parameters().groups().stream()
                .mapToLong(ParameterGroup::size)
                .sum();
    }

    private static VisionLanguageModel model(Vision vision) {
        VisionLanguageModel model = new VisionLanguageModel(TinyModels.config(vision), 11, Placement.CPU);
        model.parameters().trainAll();
        return model;
    }

    private static double backward(VisionLanguageModel model, PackedTokens batch, ImageInputs content) {
        try (TensorScope scope = TensorScope.open()) {
            model.parameters().zeroGradients();
            DecoderPass pass = model.record(batch, content);
            Gradient gradient =
                    model.head().gradient(pass.hidden(), Targets.of(batch.targets(), PackedTokens.NO_TARGET), 1);
            pass.backward(gradient.hidden());
            return gradient.sum();
        }
    }

    private static double loss(VisionLanguageModel model, PackedTokens batch, ImageInputs content) {
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            return model.head()
                    .lossSum(model.hiddenStates(batch, content), Targets.of(batch.targets(), PackedTokens.NO_TARGET));
        }
    }
}
