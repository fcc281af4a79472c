package io.firstlight.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.firstlight.core.json.Json;
import io.firstlight.core.progress.Progress;
import io.firstlight.tensor.Engine;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.collective.Collective;
import io.firstlight.tensor.device.Device;
import io.firstlight.tensor.device.Placement;
import io.firstlight.tensor.device.Precision;
import io.firstlight.tensor.device.Ranks;
import io.firstlight.tensor.device.Recomputation;
import io.firstlight.tensor.parameter.FlatParameters;
import io.firstlight.tensor.parameter.Initializer.TruncatedNormal;
import io.firstlight.tensor.parameter.ParameterDeclaration;
import io.firstlight.tensor.parameter.ParameterRole;
import io.firstlight.train.checkpoint.Checkpoints;
import io.firstlight.train.objective.Objective;
import io.firstlight.train.optimizer.AdamW;
import io.firstlight.train.schedule.LearningRateSchedule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The trainer over two ranks, which here are threads, gives the weights of one rank with the whole batch. */
@Timeout(60)
class TwoRanksTest {
    private static final Placement EXACT = Placement.CPU.withPrecision(Precision.FLOAT64);
    private static final int STEPS = 6;

    @TempDir
    Path directory;

    @Test
    void twoRanksWithUnequalSharesOfABatchEndWhereOneRankDoes() throws Exception {
        Outcome alone = train("alone", new int[] {0, 1, 2, 3, 4}, Collective.of(Ranks.ALONE));
        InThreads shared = new InThreads();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<Outcome> first = threads.submit(() -> train("first", new int[] {0, 1, 2, 3}, shared.rank(0)));
            Future<Outcome> second = threads.submit(() -> train("second", new int[] {4}, shared.rank(1)));
            assertThat(first.get().weights()).isEqualTo(second.get().weights());
            assertThat(first.get().losses()).isEqualTo(second.get().losses());
            for (int i = 0; i < alone.weights().length; i++) {
                assertThat(first.get().weights()[i]).isCloseTo(alone.weights()[i], within(1e-12));
            }
            for (int i = 0; i < STEPS; i++) {
                assertThat(first.get().losses().get(i)).isCloseTo(alone.losses().get(i), within(1e-12));
            }
        } finally {
            threads.shutdown();
            assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aBatchWithoutAnyTargetIsAnErrorAndNotAStep() {
        assertThatThrownBy(() -> train("none", new int[0], Collective.of(Ranks.ALONE)))
                .hasMessageContaining("step 0 has nothing to learn from");
    }

    @Test
    void moreRanksThanThisVersionCanTrainOnAreRefused() {
        Placement two = new Placement(Device.CPU, Precision.FLOAT32, 0, Recomputation.NONE, new Ranks(0, 2));
        assertThatThrownBy(() -> Collective.of(two.ranks())).hasMessageContaining("asks for 2 ranks");
    }

    private record Outcome(double[] weights, List<Double> losses) {}

    private Outcome train(String name, int[] samples, Collective ranks) throws Exception {
        Engine.setComputeThreads(1);
        try (FlatParameters parameters = new FlatParameters(
                List.of(new ParameterDeclaration(
                        "model.weight", "model", ParameterRole.MATRIX, new TruncatedNormal(1), 3)),
                1,
                EXACT)) {
            parameters.trainAll();
            AdamW.UpdateSettings settings =
                    new AdamW.UpdateSettings(0.9, 0.95, 1e-8, (module, role) -> new AdamW.UpdateOptions(1, 0.1));
            try (AdamW optimizer = new AdamW(parameters, settings)) {
                TrainingCurves curves = new Trainer(
                                parameters,
                                new Squares(parameters, samples),
                                optimizer,
                                new Trainer.LoopSettings(
                                        LearningRateSchedule.trunk(STEPS, 1, 0.1, 0), 0.5, 100, Duration.ofDays(1)),
                                ranks)
                        .run(new Checkpoints(directory.resolve(name), "stage", warning -> {}), Progress.silent(), name);
                return new Outcome(
                        Tensors.doubles(parameters.get("model.weight")),
                        curves.points().stream()
                                .map(TrainingCurves.CurvePoint::loss)
                                .toList());
            }
        }
    }

    /** The mean over samples of the squared distance of the weights from a point of the sample's own. */
    private static final class Squares implements Objective {
        private final FlatParameters parameters;
        private final int[] samples;
        private long done;

        private Squares(FlatParameters parameters, int[] samples) {
            this.parameters = parameters;
            this.samples = samples;
        }

        @Override
        public String unit() {
            return "tokens";
        }

        @Override
        public long plannedUnits() {
            return STEPS;
        }

        @Override
        public long doneUnits() {
            return done;
        }

        @Override
        public Optional<Step> next() {
            return done++ < STEPS ? Optional.of(new SquaresStep()) : Optional.empty();
        }

        @Override
        public JsonNode cursor() {
            return Json.tree(done);
        }

        @Override
        public void restore(JsonNode cursor) {
            done = cursor.asLong();
        }

        private final class SquaresStep implements Step {
            @Override
            public long numTargets() {
                return samples.length;
            }

            @Override
            public List<MicroBatch> microBatches(int rows) {
                return Arrays.stream(samples)
                        .<MicroBatch>mapToObj(sample -> globalTargets -> backward(sample, globalTargets))
                        .toList();
            }

            private double backward(int sample, long globalTargets) {
                Tensor point = Tensors.full(EXACT, sample, 3);
                Tensor distance = parameters.get("model.weight").sub(point);
                Tensor loss = distance.mul(distance).sum().mul(new Scalar(1.0 / globalTargets));
                loss.backward();
                return loss.item_double();
            }

            @Override
            public List<String> sampleIds() {
                return List.of();
            }
        }
    }

    /** Sums over two threads that meet at a barrier. */
    private static final class InThreads {
        private final CyclicBarrier barrier = new CyclicBarrier(2);
        private final double[][] given = new double[2][];

        Collective rank(int rank) {
            return new Collective() {
                @Override
                public long sum(long count) {
                    return (long) summed(new double[] {count})[0];
                }

                @Override
                public double sum(double value) {
                    return summed(new double[] {value})[0];
                }

                @Override
                public void sumInPlace(Tensor vector) {
                    try (TensorScope scope = TensorScope.open()) {
                        double[] sum = summed(Tensors.doubles(vector));
                        vector.copy_(Tensors.constants(EXACT, sum, sum.length));
                    }
                }

                private double[] summed(double[] own) {
                    try {
                        given[rank] = own;
                        barrier.await();
                        double[] sum = new double[own.length];
                        for (int i = 0; i < sum.length; i++) {
                            sum[i] = given[0][i] + given[1][i];
                        }
                        barrier.await();
                        return sum;
                    } catch (Exception e) {
                        throw new IllegalStateException("the other rank ended", e);
                    }
                }
            };
        }
    }
}
