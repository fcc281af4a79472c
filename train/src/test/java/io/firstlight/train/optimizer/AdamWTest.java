package io.firstlight.train.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.core.random.KeyedRandom;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.device.Precision;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.Initializer.TruncatedNormal;
import io.firstlight.tensor.parameter.ParameterDeclaration;
import io.firstlight.tensor.parameter.ParameterRole;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdamWTest {
    private static final int SIZE = 37;
    private static final List<String> NAMES = List.of("decayed", "plain");
    private static final AdamW.UpdateSettings SETTINGS = new AdamW.UpdateSettings(
            0.9,
            0.95,
            1e-8,
            (module, role) -> role.decays() ? new AdamW.UpdateOptions(1, 0.1) : new AdamW.UpdateOptions(0.5, 0));

    @ParameterizedTest
    @CsvSource({"FLOAT32, false, 1e-6", "FLOAT32, true, 1e-6", "FLOAT64, true, 1e-12", "BFLOAT16, true, 1e-6"})
    void masterWeightsFollowThePapersFormula(Precision precision, boolean inOneGroup, double tolerance) {
        Placement placement = Placement.CPU.withPrecision(precision);
        Map<String, Reference> references = new LinkedHashMap<>();
        try (FlatParameters parameters = parameters(placement, inOneGroup);
                AdamW optimizer = new AdamW(parameters, SETTINGS);
                TensorScope scope = TensorScope.open()) {
            for (String name : NAMES) {
                AdamW.UpdateOptions options =
                        SETTINGS.options().of(name, name.equals("decayed") ? ParameterRole.MATRIX : ParameterRole.GAIN);
                Reference reference =
                        new Reference(Tensors.doubles(parameters.masters().get(name)));
                for (int step = 1; step <= 5; step++) {
                    reference.step(gradient(name, step, 0.5), step, 3e-3 * options.lrMultiple(), options.weightDecay());
                }
                references.put(name, reference);
            }
            for (int step = 1; step <= 5; step++) {
                setGradients(parameters, step);
                optimizer.step(3e-3, 0.5);
            }
            references.forEach((name, reference) -> assertThat(
                            Tensors.doubles(parameters.masters().get(name)))
                    .as(name)
                    .containsExactly(reference.values, within(tolerance)));
        }
    }

    @Test
    void weightsThatProductsReadAreTheMasterWeightsRounded() {
        Placement placement = Placement.CPU.withPrecision(Precision.BFLOAT16);
        try (FlatParameters parameters = parameters(placement, false);
                AdamW optimizer = new AdamW(parameters, SETTINGS);
                TensorScope scope = TensorScope.open()) {
            setGradients(parameters, 1);
            optimizer.step(3e-3, 1);
            for (String name : NAMES) {
                Tensor master = parameters.masters().get(name);
                Tensor read = parameters.get(name);
                assertThat(master.scalar_type().intern()).isEqualTo(ScalarType.Float);
                assertThat(read.scalar_type().intern()).isEqualTo(ScalarType.BFloat16);
                assertThat(Tensors.floats(read)).isEqualTo(Tensors.floats(master.to(ScalarType.BFloat16)));
                assertThat(Tensors.floats(read)).isNotEqualTo(Tensors.floats(master));
            }
        }
    }

    @Test
    void theGradientNormIsThatOfAllGroupsTogether() {
        try (FlatParameters parameters = parameters();
                AdamW optimizer = new AdamW(parameters, SETTINGS)) {
            setGradients(parameters, 1);
            double sum = 0;
            for (String name : List.of("decayed", "plain")) {
                for (double g : gradient(name, 1, 1)) {
                    sum += g * g;
                }
            }
            assertThat(optimizer.gradientNorm()).isCloseTo(Math.sqrt(sum), within(1e-5));
        }
    }

    @Test
    void manyUpdatesLeaveNoNativeObjectBehind() {
        try (FlatParameters parameters = parameters();
                AdamW optimizer = new AdamW(parameters, SETTINGS)) {
            setGradients(parameters, 1);
            optimizer.step(1e-3, 1);
            long before = Pointer.totalCount();
            for (int i = 0; i < 50; i++) {
                optimizer.step(1e-3, 0.9);
                optimizer.gradientNorm();
            }
            assertThat(Pointer.totalCount()).isEqualTo(before);
        }
    }

    private static FlatParameters parameters() {
        return parameters(Placement.CPU, false);
    }

    private static FlatParameters parameters(Placement placement, boolean inOneGroup) {
        FlatParameters parameters = new FlatParameters(
                List.of(
                        new ParameterDeclaration(
                                "decayed",
                                inOneGroup ? "all" : "decayed",
                                ParameterRole.MATRIX,
                                new TruncatedNormal(1),
                                SIZE),
                        new ParameterDeclaration(
                                "plain",
                                inOneGroup ? "all" : "plain",
                                ParameterRole.GAIN,
                                new TruncatedNormal(1),
                                SIZE)),
                3,
                placement);
        parameters.trainAll();
        return parameters;
    }

    private static void setGradients(FlatParameters parameters, int step) {
        try (TensorScope scope = TensorScope.open()) {
            for (String name : NAMES) {
                Tensor target = parameters.get(name).grad();
                target.copy_(Tensors.constants(Placement.CPU, gradient(name, step, 1), SIZE));
            }
        }
    }

    private static double[] gradient(String name, int step, double scale) {
        KeyedRandom random = KeyedRandom.of(1, name, step);
        double[] gradient = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            // Of the digits that bfloat16 has, so that all precisions see the same gradient.
            int bits = Float.floatToRawIntBits((float) random.nextGaussian()) & 0xffff0000;
            gradient[i] = scale * Float.intBitsToFloat(bits);
        }
        return gradient;
    }

    /** Algorithm 2 of arXiv 1711.05101, in double precision. */
    private static final class Reference {
        private final double[] values = new double[SIZE];
        private final double[] mean = new double[SIZE];
        private final double[] square = new double[SIZE];

        private Reference(double[] start) {
            for (int i = 0; i < SIZE; i++) {
                values[i] = start[i];
            }
        }

        private void step(double[] gradient, int step, double lr, double decay) {
            for (int i = 0; i < SIZE; i++) {
                mean[i] = 0.9 * mean[i] + 0.1 * gradient[i];
                square[i] = 0.95 * square[i] + 0.05 * gradient[i] * gradient[i];
                double unbiasedMean = mean[i] / (1 - Math.pow(0.9, step));
                double unbiasedSquare = square[i] / (1 - Math.pow(0.95, step));
                values[i] -= lr * decay * values[i] + lr * unbiasedMean / (Math.sqrt(unbiasedSquare) + 1e-8);
            }
        }
    }
}
