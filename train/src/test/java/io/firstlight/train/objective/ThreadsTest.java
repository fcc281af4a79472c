package io.firstlight.train.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.core.random.KeyedRandom;
import io.firstlight.core.sequence.ImageInputs;
import io.firstlight.core.sequence.ImageSpans;
import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.model.decoder.DecoderPass;
import io.firstlight.model.loss.ChunkedCrossEntropy.Targets;
import io.firstlight.model.vlm.VisionLanguageModel;
import io.firstlight.tensor.Engine;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.parameter.ParameterGroup;
import io.firstlight.train.optimizer.AdamW;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Scalar;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps over a batch of five parts, one of them without targets and two with images. */
class ThreadsTest {
    private static final int ROWS = 10;
    private static final int COLUMNS = 192;
    private static final int VISUAL = 4;
    private static final AdamW.UpdateSettings SETTINGS =
            new AdamW.UpdateSettings(0.9, 0.95, 1e-8, (module, role) -> new AdamW.UpdateOptions(1, 0.1));

    @AfterEach
    void oneThread() {
        Engine.setComputeThreads(1);
    }

    private static PackedTokens tokens() {
        int size = ROWS * COLUMNS;
        int[] ids = KeyedRandom.of(2, "ids", 0).ints(size, 1, 40).toArray();
        int[] targets = KeyedRandom.of(2, "targets", 0).ints(size, 1, 40).toArray();
        int[] positions = new int[size];
        for (int i = 0; i < size; i++) {
            positions[i] = i % COLUMNS;
            if (i / COLUMNS == 4 || i / COLUMNS == 5) {
                targets[i] = PackedTokens.NO_TARGET;
            }
        }
        return new PackedTokens(
                ROWS, COLUMNS, ids, targets, new PackedTokens.Layout(new int[size], positions, images()));
    }

    private static ImageSpans images() {
        return new ImageSpans(new int[] {2, COLUMNS + 7, 8 * COLUMNS + 1}, new int[] {VISUAL, VISUAL, VISUAL});
    }

    private static ImageInputs features() {
        float[] values = new float[3 * VISUAL * 32];
        KeyedRandom random = KeyedRandom.of(2, "features", 0);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new ImageInputs.Features(images().lengths(), values, 32);
    }

    private record Outcome(List<Double> losses, Map<String, float[]> weights, Map<String, float[]> gradients) {}

    private static Outcome train(int threads, int steps) {
        Engine.setComputeThreads(threads);
        PackedTokens tokens = tokens();
        try (VisionLanguageModel model = MicroBatchTest.model(Placement.CPU);
                AdamW optimizer = new AdamW(model.parameters(), SETTINGS)) {
            assertThat(model.parts(tokens, features())).hasSize(5);
            List<Double> losses = new ArrayList<>();
            Map<String, float[]> gradients = new LinkedHashMap<>();
            for (int step = 0; step < steps; step++) {
                model.parameters().zeroGradients();
                losses.add(NextTokenGradient.add(model, tokens, features(), tokens.numTargets()));
                for (ParameterGroup group : model.parameters().trainableGroups()) {
                    gradients.put(group.name(), Tensors.floats(group.gradients()));
                }
                optimizer.step(1e-2, Math.min(1, 1 / optimizer.gradientNorm()));
            }
            Map<String, float[]> weights = new LinkedHashMap<>();
            model.parameters().masters().forEach((name, master) -> weights.put(name, Tensors.floats(master)));
            return new Outcome(losses, weights, gradients);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 7})
    void threadsChangeNoBit(int threads) {
        Outcome one = train(1, 5);
        Outcome several = train(threads, 5);
        assertThat(one.losses().get(4)).as("it learns").isLessThan(one.losses().get(0) - 0.3);
        assertThat(several.losses()).isEqualTo(one.losses());
        one.gradients()
                .forEach((name, values) ->
                        assertThat(several.gradients().get(name)).as(name).isEqualTo(values));
        one.weights()
                .forEach((name, values) ->
                        assertThat(several.weights().get(name)).as(name).isEqualTo(values));
    }

    @Test
    void partsGiveTheGradientOfOnePassOverTheBatch() {
        Outcome parts = train(2, 1);
        PackedTokens tokens = tokens();
        try (VisionLanguageModel model = MicroBatchTest.model(Placement.CPU);
                TensorScope scope = TensorScope.open()) {
            Targets targets = Targets.of(tokens.targets(), PackedTokens.NO_TARGET);
            DecoderPass pass = model.record(tokens, features());
            pass.backward(model.head()
                    .gradient(pass.hidden(), targets, 1.0 / targets.size())
                    .hidden());
            for (ParameterGroup group : model.parameters().trainableGroups()) {
                float[] whole = Tensors.floats(group.gradients());
                float largest = 0;
                for (float value : whole) {
                    largest = Math.max(largest, Math.abs(value));
                }
                assertThat(largest).as(group.name()).isPositive();
                assertThat(parts.gradients().get(group.name()))
                        .as(group.name())
                        .containsExactly(whole, within(1e-5f * largest));
            }
        }
    }

    @Test
    void hiddenStatesOfPartsAreThoseOfEveryNumberOfThreads() {
        assertThat(hiddenStates(3)).isEqualTo(hiddenStates(1));
    }

    private static float[] hiddenStates(int threads) {
        Engine.setComputeThreads(threads);
        try (VisionLanguageModel model = MicroBatchTest.model(Placement.CPU);
                TensorScope scope = TensorScope.open()) {
            return Tensors.floats(model.hiddenStates(tokens(), features()));
        }
    }

    @Test
    void aPartThatFailsFailsTheStepAndLeavesNoGradientForTheNext() {
        Engine.setComputeThreads(2);
        PackedTokens tokens = tokens();
        Outcome expected = train(1, 1);
        try (VisionLanguageModel model = MicroBatchTest.model(Placement.CPU)) {
            assertThatThrownBy(() -> model.backward(5, (own, part) -> {
                        own.parameters()
                                .trainableGroups()
                                .forEach(group -> group.gradients().fill_(new Scalar(3)));
                        if (part == 2) {
                            throw new IllegalStateException("part 2");
                        }
                        return 1;
                    }))
                    .hasMessage("part 2");
            model.parameters().zeroGradients();
            assertThat(NextTokenGradient.add(model, tokens, features(), tokens.numTargets()))
                    .isEqualTo(expected.losses().get(0));
            for (ParameterGroup group : model.parameters().trainableGroups()) {
                assertThat(Tensors.floats(group.gradients()))
                        .as(group.name())
                        .isEqualTo(expected.gradients().get(group.name()));
            }
        }
    }

    @Test
    void stepsLeaveNoNativeObjectBehind() {
        Engine.setComputeThreads(3);
        PackedTokens tokens = tokens();
        try (VisionLanguageModel model = MicroBatchTest.model(Placement.CPU)) {
            for (int i = 0; i < 5; i++) {
                NextTokenGradient.add(model, tokens, features(), tokens.numTargets());
            }
            long before = Pointer.totalCount();
            for (int i = 0; i < 10; i++) {
                NextTokenGradient.add(model, tokens, features(), tokens.numTargets());
            }
            // A third replica, where so many parts never met before.
            assertThat(Pointer.totalCount() - before).isLessThan(200);
        }
    }
}
