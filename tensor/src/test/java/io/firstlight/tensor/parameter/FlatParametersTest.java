package io.firstlight.tensor.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.core.error.UserException;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.parameter.Initializer.Constant;
import io.firstlight.tensor.parameter.Initializer.TruncatedNormal;
import io.firstlight.tensor.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlatParametersTest {
    private static final List<ParameterDeclaration> TWO_GROUPS = List.of(
            new ParameterDeclaration("one.a", "first", ParameterRole.MATRIX, new TruncatedNormal(1), 2, 3),
            new ParameterDeclaration("two.b", "second", ParameterRole.BIAS, new Constant(2), 2),
            new ParameterDeclaration("one.c", "first", ParameterRole.GAIN, new Constant(1), 4));

    @Test
    void parametersAndGradientsAreViewsOfOneFlatBufferPerGroup() {
        try (FlatParameters parameters = new FlatParameters(TWO_GROUPS, 1, Placement.CPU);
                TensorScope scope = TensorScope.open()) {
            parameters.train((module, role) -> module.equals("one"));
            Tensor loss = parameters
                    .get("one.a")
                    .sum()
                    .add(parameters
                            .get("one.c")
                            .sum()
                            .mul(parameters.get("two.b").sum()));
            loss.backward();
            ParameterGroup first = parameters.trainableGroups().get(0);
            assertThat(first.size()).isEqualTo(10);
            assertThat(Tensors.floats(first.gradients())).containsExactly(1, 1, 1, 1, 1, 1, 4, 4, 4, 4);
            first.master().zero_();
            assertThat(Tensors.floats(parameters.get("one.c"))).containsExactly(0, 0, 0, 0);
        }
    }

    @Test
    void gradientsAddUpInPlaceUntilTheyAreZeroed() {
        try (FlatParameters parameters = new FlatParameters(TWO_GROUPS, 1, Placement.CPU);
                TensorScope scope = TensorScope.open()) {
            parameters.train((module, role) -> role == ParameterRole.BIAS);
            parameters.get("two.b").sum().backward();
            parameters.get("two.b").sum().backward();
            Tensor gradients = parameters.trainableGroups().get(0).gradients();
            assertThat(Tensors.floats(gradients)).containsExactly(2, 2);
            parameters.zeroGradients();
            assertThat(Tensors.floats(gradients)).containsExactly(0, 0);
        }
    }

    @Test
    void aFrozenGroupRecordsNothing() {
        try (FlatParameters parameters = new FlatParameters(TWO_GROUPS, 1, Placement.CPU);
                TensorScope scope = TensorScope.open()) {
            parameters.train((module, role) -> module.equals("one"));
            parameters.train((module, role) -> false);
            assertThat(parameters.get("one.a").sum().requires_grad()).isFalse();
            assertThat(parameters.trainableGroups()).isEmpty();
        }
    }

    @Test
    void aParametersFirstValuesDependOnSeedAndNameOnly() {
        List<ParameterDeclaration> alone =
                List.of(new ParameterDeclaration("one.a", "other", ParameterRole.MATRIX, new TruncatedNormal(1), 2, 3));
        try (FlatParameters one = new FlatParameters(TWO_GROUPS, 5, Placement.CPU);
                FlatParameters two = new FlatParameters(alone, 5, Placement.CPU);
                FlatParameters otherSeed = new FlatParameters(alone, 6, Placement.CPU)) {
            assertThat(Tensors.floats(one.get("one.a"))).containsExactly(Tensors.floats(two.get("one.a")));
            assertThat(Tensors.floats(otherSeed.get("one.a"))).isNotEqualTo(Tensors.floats(two.get("one.a")));
        }
    }

    @Test
    void unknownNamesAndHalvesOfAGroupAreRefused() {
        try (FlatParameters parameters = new FlatParameters(TWO_GROUPS, 1, Placement.CPU)) {
            assertThatThrownBy(() -> parameters.get("d"))
                    .hasMessageContaining("d")
                    .hasMessageContaining("[one.a, two.b, one.c]");
            assertThatThrownBy(() -> parameters.train((module, role) -> role == ParameterRole.GAIN))
                    .hasMessageContaining("first")
                    .hasMessageContaining("[one.a, one.c]");
        }
    }

    /** As a flipped exponent bit leaves them, or a run elsewhere that diverged. */
    @Test
    void weightsThatAreNotFiniteAreRefusedByName(@TempDir Path folder) throws IOException {
        for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            Path file = folder.resolve("weights.safetensors");
            try (FlatParameters parameters = new FlatParameters(TWO_GROUPS, 1, Placement.CPU);
                    TensorScope scope = TensorScope.open()) {
                Safetensors.write(file, parameters.masters(), Map.of());
                parameters.read(file, name -> true);
                parameters.get("one.c").fill_(new Scalar(value));
                Safetensors.write(file, parameters.masters(), Map.of());
                assertThatThrownBy(() -> parameters.read(file, name -> true))
                        .isInstanceOf(UserException.class)
                        .hasMessageContaining("weights.safetensors")
                        .hasMessageContaining("one.c holds numbers that are not finite");
                parameters.read(file, name -> name.startsWith("two."));
            }
        }
    }
}
