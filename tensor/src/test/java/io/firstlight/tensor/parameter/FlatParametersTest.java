package io.firstlight.tensor.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.parameter.FlatParameters.Group;
import io.firstlight.tensor.parameter.Initializer.Constant;
import io.firstlight.tensor.parameter.Initializer.TruncatedNormal;
import java.util.List;
import java.util.Set;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class FlatParametersTest {
    private static final List<ParameterDeclaration> TWO_GROUPS = List.of(
            new ParameterDeclaration("a", "first", new TruncatedNormal(1), 2, 3),
            new ParameterDeclaration("b", "second", new Constant(2), 2),
            new ParameterDeclaration("c", "first", new Constant(1), 4));

    @Test
    void parametersAndGradientsAreViewsOfOneFlatBufferPerGroup() {
        try (FlatParameters parameters = new FlatParameters(TWO_GROUPS, 1);
                TensorScope scope = TensorScope.open()) {
            parameters.setTrainable(Set.of("first"));
            Tensor loss = parameters
                    .get("a")
                    .sum()
                    .add(parameters.get("c").sum().mul(parameters.get("b").sum()));
            loss.backward();
            Group first = parameters.trainableGroups().get(0);
            assertThat(first.size()).isEqualTo(10);
            assertThat(Tensors.floats(first.gradients())).containsExactly(1, 1, 1, 1, 1, 1, 4, 4, 4, 4);
            first.values().zero_();
            assertThat(Tensors.floats(parameters.get("c"))).containsExactly(0, 0, 0, 0);
        }
    }

    @Test
    void gradientsAddUpInPlaceUntilTheyAreZeroed() {
        try (FlatParameters parameters = new FlatParameters(TWO_GROUPS, 1);
                TensorScope scope = TensorScope.open()) {
            parameters.setTrainable(Set.of("second"));
            parameters.get("b").sum().backward();
            parameters.get("b").sum().backward();
            Tensor gradients = parameters.trainableGroups().get(0).gradients();
            assertThat(Tensors.floats(gradients)).containsExactly(2, 2);
            parameters.zeroGradients();
            assertThat(Tensors.floats(gradients)).containsExactly(0, 0);
        }
    }

    @Test
    void aFrozenGroupRecordsNothing() {
        try (FlatParameters parameters = new FlatParameters(TWO_GROUPS, 1);
                TensorScope scope = TensorScope.open()) {
            parameters.setTrainable(Set.of("first"));
            parameters.setTrainable(Set.of());
            assertThat(parameters.get("a").sum().requires_grad()).isFalse();
            assertThat(parameters.trainableGroups()).isEmpty();
        }
    }

    @Test
    void aParametersFirstValuesDependOnSeedAndNameOnly() {
        List<ParameterDeclaration> alone =
                List.of(new ParameterDeclaration("a", "other", new TruncatedNormal(1), 2, 3));
        try (FlatParameters one = new FlatParameters(TWO_GROUPS, 5);
                FlatParameters two = new FlatParameters(alone, 5);
                FlatParameters otherSeed = new FlatParameters(alone, 6)) {
            assertThat(Tensors.floats(one.get("a"))).containsExactly(Tensors.floats(two.get("a")));
            assertThat(Tensors.floats(otherSeed.get("a"))).isNotEqualTo(Tensors.floats(two.get("a")));
        }
    }

    @Test
    void unknownNamesAreRefusedWithTheKnownOnes() {
        try (FlatParameters parameters = new FlatParameters(TWO_GROUPS, 1)) {
            assertThatThrownBy(() -> parameters.get("d"))
                    .hasMessageContaining("d")
                    .hasMessageContaining("[a, b, c]");
            assertThatThrownBy(() -> parameters.setTrainable(Set.of("third"))).hasMessageContaining("third");
        }
    }
}
