package io.firstlight.train.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.firstlight.core.random.KeyedRandom;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.Initializer.TruncatedNormal;
import io.firstlight.tensor.parameter.ParameterDeclaration;
import io.firstlight.tensor.parameter.ParameterRole;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class AdamWTest {
    private static final int SIZE = 37;
    private static final AdamW.UpdateSettings SETTINGS = new AdamW.UpdateSettings(
            0.9,
            0.95,
            1e-8,
            (module, role) -> role.decays() ? new AdamW.Treatment(1, 0.1) : new AdamW.Treatment(0.5, 0));

    @Test
    void updatesFollowThePapersFormulaInDoublePrecision() {
        try (FlatParameters parameters = parameters();
                AdamW optimizer = new AdamW(parameters, SETTINGS);
                TensorScope scope = TensorScope.open()) {
            for (String name : List.of("decayed", "plain")) {
                AdamW.Treatment treatment = SETTINGS.treatments()
                        .of(name, name.equals("decayed") ? ParameterRole.MATRIX : ParameterRole.GAIN);
                Reference reference = new Reference(Tensors.floats(parameters.get(name)));
                for (int step = 1; step <= 5; step++) {
                    reference.step(
                            gradient(name, step, 0.5), step, 3e-3 * treatment.lrMultiple(), treatment.weightDecay());
                }
                references.put(name, reference);
            }
            for (int step = 1; step <= 5; step++) {
                setGradients(parameters, step);
                optimizer.step(3e-3, 0.5);
            }
            references.forEach((name, reference) -> {
                float[] found = Tensors.floats(parameters.get(name));
                for (int i = 0; i < SIZE; i++) {
                    assertThat((double) found[i]).as(name).isCloseTo(reference.values[i], within(1e-6));
                }
            });
        }
    }

    private final Map<String, Reference> references = new java.util.LinkedHashMap<>();

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
        FlatParameters parameters = new FlatParameters(
                List.of(
                        new ParameterDeclaration(
                                "decayed", "decayed", ParameterRole.MATRIX, new TruncatedNormal(1), SIZE),
                        new ParameterDeclaration("plain", "plain", ParameterRole.GAIN, new TruncatedNormal(1), SIZE)),
                3,
                Placement.CPU);
        parameters.trainAll();
        return parameters;
    }

    private static void setGradients(FlatParameters parameters, int step) {
        try (TensorScope scope = TensorScope.open()) {
            parameters.trainableGroups().forEach(group -> {
                double[] values = gradient(group.name(), step, 1);
                float[] floats = new float[SIZE];
                for (int i = 0; i < SIZE; i++) {
                    floats[i] = (float) values[i];
                }
                Tensor target = group.gradients();
                target.copy_(Tensors.of(Placement.CPU, floats, SIZE));
            });
        }
    }

    private static double[] gradient(String name, int step, double scale) {
        KeyedRandom random = KeyedRandom.of(1, name, step);
        double[] gradient = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            gradient[i] = scale * (float) random.nextGaussian();
        }
        return gradient;
    }

    /** Algorithm 2 of arXiv 1711.05101, in double precision. */
    private static final class Reference {
        private final double[] values = new double[SIZE];
        private final double[] mean = new double[SIZE];
        private final double[] square = new double[SIZE];

        private Reference(float[] start) {
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
