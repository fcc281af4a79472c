package io.firstlight.model.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class RotaryEmbeddingTest {
    @Test
    void pairsTurnByTheirPositionTimesTheirFrequency() {
        float[] head = {1, 0, 0, 2};
        int[] positions = {0, 3, 2047};
        try (TensorScope scope = TensorScope.open();
                RotaryEmbedding rotary = new RotaryEmbedding(4, 1)) {
            Tensor heads = Tensors.of(new float[] {1, 0, 0, 2, 1, 0, 0, 2, 1, 0, 0, 2}, 3, 1, 4);
            rotary.rotations(Tensors.of(positions, 3), 2048).turnInPlace(heads);
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
    void onlyTheAskedShareOfAHeadTurnsAndTheRestComparesContentAtAnyDistance() {
        try (TensorScope scope = TensorScope.open();
                RotaryEmbedding rotary = new RotaryEmbedding(8, 0.5)) {
            Tensor heads = Tensors.of(new float[] {1, 0, 1, 0, 1, 0, 1, 0}, 1, 1, 8);
            rotary.rotations(Tensors.of(new int[] {5}, 1), 6).turnInPlace(heads);
            float[] rotated = Tensors.floats(heads);
            for (int pair = 0; pair < 4; pair++) {
                double angle = pair < 2 ? 5 * Math.pow(10_000, -pair / 2.0) : 0;
                assertThat(rotated[2 * pair]).as("pair " + pair).isCloseTo((float) Math.cos(angle), within(1e-6f));
                assertThat(rotated[2 * pair + 1]).as("pair " + pair).isCloseTo((float) Math.sin(angle), within(1e-6f));
            }
        }
    }
}
