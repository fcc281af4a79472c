package io.firstlight.model.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.core.random.KeyedRandom;
import io.firstlight.model.loss.ChunkedCrossEntropy.Gradient;
import io.firstlight.model.loss.ChunkedCrossEntropy.Targets;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.device.Precision;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;

class ChunkedCrossEntropyTest {
    /** A vocabulary so large that a chunk holds few rows: 2^23 values a chunk, so 40 rows make several chunks. */
    private static final int VOCABULARY = 700_000;

    private static final ChunkedCrossEntropy LOSS = new ChunkedCrossEntropy(Placement.CPU);
    private static final int ROWS = 40;
    private static final int WIDTH = 4;

    @Test
    void lossAndGradientsInChunksEqualTheUnchunkedOnes() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor hidden = random(1, ROWS, WIDTH);
            Tensor weight = random(2, VOCABULARY, WIDTH).requires_grad_(true);
            int[] targets =
                    KeyedRandom.of(3, "targets", 0).ints(ROWS, 0, VOCABULARY).toArray();
            targets[5] = -1;
            targets[39] = -1;
            Targets chosen = Targets.of(targets, -1);
            Tensor weightGradient = torch.zeros_like(weight.detach());
            weight.mutable_grad().put(weightGradient);
            Gradient gradient = LOSS.gradient(hidden, weight, chosen, 0.5);
            double sum = gradient.sum();
            float[] hiddenGradient = Tensors.floats(gradient.hidden());

            Tensor otherHidden = hidden.detach().clone().requires_grad_(true);
            Tensor otherWeight = weight.detach().clone().requires_grad_(true);
            Tensor logits = otherHidden
                    .index_select(0, Tensors.of(Placement.CPU, chosen.rows(), chosen.size()))
                    .mm(otherWeight.t());
            Tensor losses =
                    logits.log_softmax(1).gather(1, Tensors.of(Placement.CPU, chosen.targets(), chosen.size(), 1));
            Tensor expected = losses.sum().neg();
            expected.mul(new org.bytedeco.pytorch.Scalar(0.5)).backward();

            assertThat(sum).isCloseTo(expected.item_double(), within(1e-2));
            assertClose(hiddenGradient, Tensors.floats(otherHidden.grad()));
            assertClose(Tensors.floats(weightGradient), Tensors.floats(otherWeight.grad()));
            assertThat(LOSS.sum(hidden, weight, chosen)).isEqualTo(sum);
        }
    }

    @Test
    void theReferenceVersionAgrees() {
        Placement exact = Placement.CPU.withPrecision(Precision.FLOAT64);
        Targets targets = Targets.of(new int[] {3, -1, 49, 0}, -1);
        try (TensorScope scope = TensorScope.open()) {
            Tensor hidden = random(5, 4, WIDTH);
            Tensor weight = random(6, 50, WIDTH).requires_grad_(true);
            weight.mutable_grad().put(Tensors.full(Placement.CPU, 0, 50, WIDTH));
            Tensor wideWeight = weight.detach().to(ScalarType.Double).requires_grad_(true);
            wideWeight.mutable_grad().put(Tensors.full(exact, 0, 50, WIDTH));
            Gradient fast = LOSS.gradient(hidden, weight, targets, 0.25);
            Gradient reference =
                    new ChunkedCrossEntropy(exact).gradient(hidden.to(ScalarType.Double), wideWeight, targets, 0.25);
            assertThat(fast.sum()).isCloseTo(reference.sum(), within(1e-5));
            assertClose(Tensors.floats(fast.hidden()), Tensors.floats(reference.hidden()));
            assertClose(Tensors.floats(weight.grad()), Tensors.floats(wideWeight.grad()));
        }
    }

    @Test
    void aUniformPredictionCostsTheLogarithmOfTheVocabulary() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor hidden = Tensors.full(Placement.CPU, 0, 3, WIDTH);
            Tensor weight = random(4, 50, WIDTH);
            assertThat(LOSS.sum(hidden, weight, Targets.of(new int[] {1, 2, 3}, -1)))
                    .isCloseTo(3 * Math.log(50), within(1e-5));
        }
    }

    @Test
    void aTargetTooUnlikelyForAFloatStillHasItsLossAndItsGradient() {
        try (TensorScope scope = TensorScope.open()) {
            Tensor hidden = Tensors.of(Placement.CPU, new float[] {1, 0, 0, 1}, 2, 2);
            Tensor weight = Tensors.of(
                    Placement.CPU, new float[] {300, 95, 0, 0, -1, 0}, 3, 2); // logits 300, 0 and -1; and 95, 0 and 0
            // e^-300 is 0 and e^-95 a denormal number of few digits, or 0 where those are flushed.
            Gradient gradient = LOSS.gradient(hidden, weight, Targets.of(new int[] {1, 2}, -1), 1);
            assertThat(gradient.sum()).isEqualTo(395);
            assertThat(Tensors.floats(gradient.hidden())).containsExactly(300, 95, 301, 95);
        }
    }

    private static Tensor random(long seed, int rows, int columns) {
        float[] values = new float[rows * columns];
        KeyedRandom random = KeyedRandom.of(seed, "values", 0);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return Tensors.of(Placement.CPU, values, rows, columns);
    }

    private static void assertClose(float[] found, float[] expected) {
        float worst = 0;
        for (int i = 0; i < found.length; i++) {
            worst = Math.max(worst, Math.abs(found[i] - expected[i]));
        }
        assertThat(found.length).isEqualTo(expected.length);
        assertThat(worst).isLessThan(1e-5f);
    }
}
