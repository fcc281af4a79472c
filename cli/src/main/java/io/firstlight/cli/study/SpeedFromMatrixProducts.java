package io.firstlight.cli.study;

import io.firstlight.study.cost.SpeedProbe;
import io.firstlight.study.machine.Machine;
import io.firstlight.study.machine.Speed;
import io.firstlight.study.stage.Stage;
import io.firstlight.study.work.DataFacts;
import io.firstlight.tensor.Engine;
import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.ParallelParts;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The speed of a stage that never ran here: what matrix products reach on this machine now, times the share of it that
 * each kind of stage kept where it was measured (docs/LOG.md). The first finished stage of a shape replaces the guess.
 */
final class SpeedFromMatrixProducts implements SpeedProbe {
    private static final int MATRIX_SIDE = 1024;
    private static final int PRODUCTS = 24;
    /** Reading the data set, loading a model, writing the result. */
    private static final double OVERHEAD_SECONDS = 1.2;

    private double matrixProductRate;

    @Override
    public Speed measure(Stage stage, DataFacts facts, Machine machine) {
        if (matrixProductRate == 0) {
            matrixProductRate = measured(machine);
        }
        return new Speed(matrixProductRate * stage.spec().matrixProductShare(), OVERHEAD_SECONDS);
    }

    /** In operations a second of one worker while all of them compute, as they will. */
    private static double measured(Machine machine) {
        double sum = IntStream.range(0, machine.numWorkers())
                .mapToObj(worker -> CompletableFuture.supplyAsync(
                        () -> {
                            Engine.setComputeThreads(machine.numThreads());
                            return ofThreads(machine.numThreads());
                        },
                        task -> new Thread(task, "speed probe").start()))
                .toList()
                .stream()
                .mapToDouble(CompletableFuture::join)
                .sum();
        return sum / machine.numWorkers();
    }

    /** A product on each thread at the same time, as parts of a batch will run. */
    private static double ofThreads(int threads) {
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            Tensor a = Tensors.full(Placement.CPU, 0.5f, MATRIX_SIDE, MATRIX_SIDE);
            Tensor out = Tensors.full(Placement.CPU, 0, threads, MATRIX_SIDE, MATRIX_SIDE);
            double shortest = Double.POSITIVE_INFINITY;
            // The shortest, since another program's burst is no property of this machine.
            for (int i = 0; i < PRODUCTS; i++) {
                long start = System.nanoTime();
                ParallelParts.run(threads, thread -> {
                    try (TensorScope own = TensorScope.open();
                            GradMode off = GradMode.off()) {
                        torch.mm_out(out.select(0, thread), a, a);
                    }
                });
                shortest = Math.min(shortest, (System.nanoTime() - start) / 1e9);
            }
            return 2.0 * threads * MATRIX_SIDE * MATRIX_SIDE * MATRIX_SIDE / shortest;
        }
    }
}
