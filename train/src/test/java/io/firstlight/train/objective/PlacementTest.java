package io.firstlight.train.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.firstlight.core.sequence.PackedTokens;
import io.firstlight.data.batch.TrainingBatch;
import io.firstlight.model.decoder.DecoderPass;
import io.firstlight.model.loss.ChunkedCrossEntropy.Targets;
import io.firstlight.model.vlm.VisionLanguageModel;
import io.firstlight.tensor.Engine;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.device.Precision;
import io.firstlight.train.optimizer.AdamW;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything that a training step makes has the precision of its placement. */
class PlacementTest {
    private static final AdamW.UpdateSettings SETTINGS =
            new AdamW.UpdateSettings(0.9, 0.95, 1e-8, (module, role) -> new AdamW.UpdateOptions(1, 0.1));

    @BeforeAll
    static void oneThread() {
        Engine.setComputeThreads(1);
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void weightsGradientsHiddenStatesAndMomentsHaveThePrecisionOfThePlacement(Precision precision) {
        TrainingBatch batch = MicroBatchTest.batch();
        try (VisionLanguageModel model = MicroBatchTest.model(Placement.CPU.withPrecision(precision));
                AdamW optimizer = new AdamW(model.parameters(), SETTINGS);
                TensorScope scope = TensorScope.open()) {
            DecoderPass pass = model.record(batch.tokens(), batch.images());
            assertAll("hidden states", List.of(pass.hidden()), precision.compute());
            assertAll("logits", List.of(model.head().logits(pass.hidden())), precision.compute());
            Targets targets = Targets.of(batch.tokens().targets(), PackedTokens.NO_TARGET);
            Tensor gradient = model.head().gradient(pass.hidden(), targets, 0.1).hidden();
            assertAll("gradient of the loss", List.of(gradient), precision.compute());
            pass.backward(gradient);
            optimizer.step(1e-2, 1);
            Collection<Tensor> parameters = model.parameters().byName().values();
            assertAll("parameters", parameters, precision.compute());
            assertAll("gradients", parameters.stream().map(Tensor::grad).toList(), precision.compute());
            assertAll("masters", model.parameters().masters().values(), precision.master());
            assertAll("moments", optimizer.moments(scope).values(), precision.master());
        }
    }

    private static void assertAll(String what, Collection<Tensor> tensors, ScalarType expected) {
        assertThat(tensors).as(what).isNotEmpty();
        tensors.forEach(
                tensor -> assertThat(tensor.scalar_type().intern()).as(what).isEqualTo(expected));
    }

    @ParameterizedTest
    @CsvSource({"FLOAT64, 0.001", "BFLOAT16, 6"})
    void trainingGoesAsInFloat32WithinThePrecisionsRounding(Precision precision, double percent) {
        List<Double> expected = losses(Placement.CPU);
        List<Double> found = losses(Placement.CPU.withPrecision(precision));
        assertThat(expected.get(9)).as("it learns").isLessThan(expected.get(0) - 1);
        for (int step = 0; step < expected.size(); step++) {
            assertThat(found.get(step)).as("step " + step).isCloseTo(expected.get(step), withinPercentage(percent));
        }
    }

    private static List<Double> losses(Placement placement) {
        List<Double> losses = new ArrayList<>();
        try (VisionLanguageModel model = MicroBatchTest.model(placement);
                AdamW optimizer = new AdamW(model.parameters(), SETTINGS)) {
            Objective.Step step = NextTokenObjective.step(model, MicroBatchTest.batch());
            for (int i = 0; i < 10; i++) {
                losses.add(train(model, optimizer, step));
            }
        }
        return losses;
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void stepsLeaveNoNativeObjectBehind(Precision precision) {
        try (VisionLanguageModel model = MicroBatchTest.model(
                        Placement.CPU.withPrecision(precision).withMicroBatchRows(3));
                AdamW optimizer = new AdamW(model.parameters(), SETTINGS)) {
            Objective.Step step = NextTokenObjective.step(model, MicroBatchTest.batch());
            train(model, optimizer, step);
            long before = Pointer.totalCount();
            for (int i = 0; i < 20; i++) {
                train(model, optimizer, step);
            }
            assertThat(Pointer.totalCount()).isEqualTo(before);
        }
    }

    private static double train(VisionLanguageModel model, AdamW optimizer, Objective.Step step) {
        model.parameters().zeroGradients();
        double loss = 0;
        for (Objective.MicroBatch part : step.microBatches(model.placement().microBatchRows())) {
            try (TensorScope scope = TensorScope.open()) {
                loss += part.backward(step.numTargets());
            }
        }
        double norm = optimizer.gradientNorm();
        optimizer.step(1e-2, Math.min(1, 1 / norm));
        return loss;
    }
}
