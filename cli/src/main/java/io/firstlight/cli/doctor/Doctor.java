package io.firstlight.cli.doctor;

import io.firstlight.tensor.Engine;
import io.firstlight.tensor.Engine.EngineDescription;
import io.firstlight.tensor.GradMode;
import io.firstlight.tensor.TensorScope;
import io.firstlight.tensor.Tensors;
import io.firstlight.tensor.device.Placement;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.pytorch.global.torch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything {@code firstlight doctor} says.
 *
 * @param advice what to change for speed or safety, most important first; empty when all is well
 */
public record Doctor(
        String version,
        MachineFacts machine,
        Processor processor,
        Allocator allocator,
        Loaded loaded,
        List<String> advice) {
    private static final Logger LOG = LoggerFactory.getLogger(Doctor.class);
    private static final int MATRIX_SIDE = 1024;

    /**
     * The engine as it runs.
     *
     * @param mathLibrary what is really loaded, which can differ from what the engine was asked for
     * @param gemmGflops float32 matrix product rate, the best of a few; what all training is measured against
     */
    public record Loaded(EngineDescription engine, String mathLibrary, double gemmGflops, String nativeCache) {}

    public Doctor {
        advice = List.copyOf(advice);
    }

    /**
     * Reads every native library, loads the engine and looks at the machine.
     *
     * @param threads compute threads, as a run would use
     */
    public static Doctor examine(String version, Path store, int threads) {
        readNativesAnew();
        Engine.setComputeThreads(threads);
        double rate = matrixProductRate();
        EngineDescription engine = Engine.describe();
        Loaded loaded = new Loaded(
                engine,
                MathLibrary.of(SystemFiles.read("/proc/self/maps"), engine.mathLibrary()),
                rate,
                Engine.nativeCacheDirectory());
        MachineFacts machine = MachineFacts.here(store);
        Processor processor = Processor.here();
        Allocator allocator = Allocator.here();
        return new Doctor(
                version,
                machine,
                processor,
                allocator,
                loaded,
                Advice.on(machine, processor, allocator, loaded, threads));
    }

    private static void readNativesAnew() {
        try {
            Engine.checkNativesAnew();
        } catch (IOException e) {
            // In somebody else's cache the note stays, and libraries that look unchanged are believed.
            LOG.info("native libraries are not read anew", e);
        }
    }

    private static double matrixProductRate() {
        try (TensorScope scope = TensorScope.open();
                GradMode mode = GradMode.off()) {
            var a = Tensors.full(Placement.CPU, 0.5f, MATRIX_SIDE, MATRIX_SIDE);
            var out = Tensors.full(Placement.CPU, 0, MATRIX_SIDE, MATRIX_SIDE);
            double best = 0;
            for (int i = 0; i < 8; i++) {
                long start = System.nanoTime();
                torch.mm_out(out, a, a);
                best = Math.max(best, 2.0 * MATRIX_SIDE * MATRIX_SIDE * MATRIX_SIDE / (System.nanoTime() - start));
            }
            return best;
        }
    }
}
