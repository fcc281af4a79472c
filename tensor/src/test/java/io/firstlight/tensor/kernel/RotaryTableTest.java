package io.firstlight.tensor.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.device.Precision;
import io.firstlight.tensor.kernel.RotaryShape.Pairing;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RotaryTableTest {
    @Test
    void pairsRotateByTheirPositionTimesTheirFrequency() {
        float[] head = {1, 0, 0, 2};
        int[] positions = {0, 3, 2047};
        try (TensorScope scope = TensorScope.open();
                RotaryTable rotary = new RotaryTable(new RotaryShape(4, 2, 10_000, Pairing.ADJACENT), Placement.CPU)) {
            Tensor heads = Tensors.of(Placement.CPU, new float[] {1, 0, 0, 2, 1, 0, 0, 2, 1, 0, 0, 2}, 3, 1, 4);
            rotary.at(Tensors.of(Placement.CPU, positions, 3), 2048).rotateInPlace(heads);
            float[] rotated = Tensors.floats(heads);
            for (int p = 0; p < positions.length; p++) {
                for (int pair = 0; pair < 2; pair++) {
                    double angle = positions[p] * Math.pow(10_000, -2.0 * pair / 4);
                    double x = head[2 * pair];
                    double y = head[2 * pair + 1];
                    assertThat(rotated[p * 4 + 2 * pair])
                            .isCloseTo((float) (x * Math.cos(angle) - y * Math.sin(angle)), within(1e-6f));
                    assertThat(rotated[p * 4 + 2 * pair + 1])
                            .isCloseTo((float) (x * Math.sin(angle) + y * Math.cos(angle)), within(1e-6f));
                }
            }
        }
    }

    @Test
    void onlyTheFirstPairsRotateWhereAShapeSaysSo() {
        try (TensorScope scope = TensorScope.open();
                RotaryTable rotary = new RotaryTable(new RotaryShape(8, 2, 10_000, Pairing.ADJACENT), Placement.CPU)) {
            Tensor heads = Tensors.of(Placement.CPU, new float[] {1, 0, 1, 0, 1, 0, 1, 0}, 1, 1, 8);
            rotary.at(Tensors.of(Placement.CPU, new int[] {5}, 1), 6).rotateInPlace(heads);
            float[] rotated = Tensors.floats(heads);
            for (int pair = 0; pair < 4; pair++) {
                double angle = pair < 2 ? 5 * Math.pow(10_000, -pair / 2.0) : 0;
                assertThat(rotated[2 * pair]).as("pair " + pair).isCloseTo((float) Math.cos(angle), within(1e-6f));
                assertThat(rotated[2 * pair + 1]).as("pair " + pair).isCloseTo((float) Math.sin(angle), within(1e-6f));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"ADJACENT, 4", "ADJACENT, 3", "HALVES, 4", "HALVES, 3"})
    void everyVersionRotatesAlikeAndBackAgain(Pairing pairing, int pairs) {
        Placement exact = Placement.CPU.withPrecision(Precision.FLOAT64);
        RotaryShape shape = new RotaryShape(8, pairs, 10_000, pairing);
        int[] positions = {0, 1, 700};
        float[] values = new float[3 * 2 * 8];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.sin(i + 1);
        }
        try (TensorScope scope = TensorScope.open();
                RotaryTable fast = new RotaryTable(shape, Placement.CPU);
                RotaryTable slow = new RotaryTable(shape, exact)) {
            Tensor heads = Tensors.of(Placement.CPU, values, 3, 2, 8);
            Rotations rotations = fast.at(Tensors.of(Placement.CPU, positions, 3), 701);
            ReferenceRotations reference = slow.referenceAt(Tensors.of(exact, positions, 3), 701);
            Tensor wide = Tensors.of(exact, values, 3, 2, 8);
            double[] expected = Tensors.doubles(reference.formula(wide));
            assertThat(expected).containsExactly(byDefinition(shape, positions, values), within(1e-12));
            rotations.rotateInPlace(heads);
            reference.rotateInPlace(wide);
            assertThat(Tensors.doubles(wide)).isEqualTo(expected);
            assertThat(Tensors.doubles(heads)).containsExactly(expected, within(1e-5));
            rotations.rotateBackInPlace(heads);
            assertThat(Tensors.floats(heads)).containsExactly(values, within(1e-6f));
        }
    }

    /** Pair by pair, in Java. */
    private static double[] byDefinition(RotaryShape shape, int[] positions, float[] values) {
        int width = shape.headWidth();
        int n = shape.rotatedPairs();
        double[] rotated = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            rotated[i] = values[i];
        }
        for (int head = 0; head < values.length / width; head++) {
            for (int pair = 0; pair < n; pair++) {
                int first = head * width + (shape.pairing() == Pairing.ADJACENT ? 2 * pair : pair);
                int second = head * width + (shape.pairing() == Pairing.ADJACENT ? 2 * pair + 1 : pair + n);
                double angle = positions[head / 2] * Math.pow(shape.base(), -(double) pair / n);
                rotated[first] = values[first] * Math.cos(angle) - values[second] * Math.sin(angle);
                rotated[second] = values[first] * Math.sin(angle) + values[second] * Math.cos(angle);
            }
        }
        return rotated;
    }
}
