package io.firstlight.cli.command;

import io.firstlight.core.error.UserException;
import java.util.List;
import java.util.Map;

/**
 * The environment of {@code --portable}. The libraries read it as they load, before any code of this JVM runs, so the
 * launcher sets it; a JVM that was started otherwise can only say that it is missing.
 */
final class PortableInstructions {
    /** What the launcher exports on x86-64; processors of other architectures have one instruction set each. */
    static final Map<String, String> X86_64 = Map.of(
            "ATEN_CPU_CAPABILITY", "avx2",
            "MKL_ENABLE_INSTRUCTIONS", "AVX2",
            // MKL's own promise of equal bits on every processor that has them.
            "MKL_CBWR", "AVX2",
            "ONEDNN_MAX_CPU_ISA", "AVX2",
            "OPENBLAS_CORETYPE", "Haswell");

    private PortableInstructions() {}

    /** Throws where libraries would choose their own instructions. */
    static void require() {
        require(System.getProperty("os.arch"), System.getenv());
    }

    static void require(String architecture, Map<String, String> environment) {
        if (!List.of("amd64", "x86_64").contains(architecture)) {
            return;
        }
        List<String> missing = X86_64.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(environment.get(entry.getKey())))
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted()
                .toList();
        if (!missing.isEmpty()) {
            throw new UserException(
                    "--portable has to be known before the JVM starts; start it with ./firstlight, which"
                            + " sets what the libraries read, or set " + String.join(" ", missing));
        }
    }
}
