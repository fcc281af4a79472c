package io.firstlight.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.tensor.device.Placement;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class TensorScopeTest {
    @Test
    void everythingMadeInAScopeIsFreedWhenItCloses() {
        Tensors.floats(scopedOnes()); // loads the classes that keep handles of their own
        long before = Pointer.totalCount();
        for (int i = 0; i < 50; i++) {
            try (TensorScope scope = TensorScope.open()) {
                Tensors.full(Placement.CPU, 1, 16).add(Tensors.full(Placement.CPU, 2, 16));
            }
        }
        assertThat(Pointer.totalCount()).isEqualTo(before);
    }

    private static Tensor scopedOnes() {
        return Tensors.full(Placement.CPU, 1, 4);
    }

    @Test
    void aKeptTensorOutlivesItsScopeUntilItsOwnerClosesIt() {
        Tensor kept;
        try (TensorScope scope = TensorScope.open()) {
            kept = scope.keep(Tensors.full(Placement.CPU, 3, 2));
        }
        assertThat(Tensors.floats(kept)).containsExactly(3, 3);
        kept.close();
        assertThat(kept.isNull()).isTrue();
    }

    @Test
    void aPassedOnTensorBelongsToTheEnclosingScope() {
        Tensor passed;
        try (TensorScope outer = TensorScope.open()) {
            try (TensorScope inner = TensorScope.open()) {
                passed = inner.passOn(Tensors.full(Placement.CPU, 5, 1));
            }
            assertThat(Tensors.floats(passed)).containsExactly(5);
        }
        assertThat(passed.isNull()).isTrue();
    }

    @Test
    void gradientModeIsRestoredEvenAfterAnException() {
        assertThat(org.bytedeco.pytorch.GradMode.is_enabled()).isTrue();
        assertThatThrownBy(() -> {
                    try (GradMode mode = GradMode.off()) {
                        assertThat(org.bytedeco.pytorch.GradMode.is_enabled()).isFalse();
                        throw new IllegalStateException("inside");
                    }
                })
                .hasMessage("inside");
        assertThat(org.bytedeco.pytorch.GradMode.is_enabled()).isTrue();
    }

    @Test
    void anArrayOfTheWrongSizeIsRefusedWithBothSizes() {
        assertThatThrownBy(() -> Tensors.of(Placement.CPU, new float[3], 2, 2))
                .hasMessageContaining("[2, 2]")
                .hasMessageContaining("4")
                .hasMessageContaining("3");
    }
}
