package io.firstlight.cli.doctor;

import java.util.List;
import java.util.Optional;

/** The library that matrix products really run on, by what is mapped into this process. */
final class MathLibrary {
    static final String INCOMPLETE_MKL = "MKL without its interface or its threads";
    private static final List<String> THREADS =
            List.of("libmkl_gnu_thread", "libmkl_intel_thread", "libmkl_tbb_thread", "libmkl_sequential");

    private MathLibrary() {}

    /**
     * The name of the math library that is loaded.
     *
     * @param maps content of /proc/self/maps after the first matrix product; empty where there is none
     * @param asked the library that the engine was told to load, returned if maps are empty
     */
    static String of(Optional<String> maps, String asked) {
        if (maps.isEmpty()) {
            return asked;
        }
        // MKL loads its kernels for this processor at the first product; OpenBLAS is one file.
        if (maps.get().contains("libmkl_core")) {
            boolean whole =
                    maps.get().contains("libmkl_intel_lp64") && THREADS.stream().anyMatch(maps.get()::contains);
            return whole ? "MKL" : INCOMPLETE_MKL;
        }
        return maps.get().contains("libopenblas") ? "OpenBLAS" : "unknown (neither MKL nor OpenBLAS is loaded)";
    }
}
