package io.firstlight.study.machine;

import io.firstlight.tensor.Engine;
import io.firstlight.tensor.Engine.EngineDescription;
import io.firstlight.tensor.device.Placement;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Machines and placements that compute the same bits. A stage's key names the experiment and no machine; this is
 * recorded beside its result, since bytes are promised within a class only.
 *
 * @param device such as cpu
 * @param precision of the arithmetic, such as float32
 * @param instructionSet of libtorch's kernels, such as avx512
 * @param mathLibrary of matrix products, such as MKL
 * @param probe hash of what the arithmetic gives, which the other names do not decide alone
 */
public record NumericsClass(String device, String precision, String instructionSet, String mathLibrary, String probe) {
    /** What stands between the classes of a stage that several have worked on; the name of none has it. */
    public static final String BETWEEN = "; ";

    private static final Map<Placement, String> HASHES = new ConcurrentHashMap<>();

    /** Of this process, for a placement on its CPU. */
    public static NumericsClass here(Placement placement) {
        Engine.setComputeThreads(1);
        EngineDescription engine = Engine.describe();
        return new NumericsClass(
                placement.device().toString(),
                placement.precision().name().toLowerCase(Locale.ROOT),
                engine.cpuCapability().toLowerCase(Locale.ROOT),
                engine.mathLibrary(),
                HASHES.computeIfAbsent(placement, NumericsProbe::hash));
    }

    /** For manifests and reports, such as {@code cpu float32, avx512, MKL, 1a2b3c4d}. */
    @Override
    public String toString() {
        return device + " " + precision + ", " + instructionSet + ", " + mathLibrary + ", " + probe;
    }
}
