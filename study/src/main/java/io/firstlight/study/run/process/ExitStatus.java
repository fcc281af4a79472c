package io.firstlight.study.run.process;

import java.util.Map;

/** What the exit status of a process says about how it ended. */
final class ExitStatus {
    /** Java reports an end by signal as this plus the signal's number, as shells do. */
    private static final int SIGNALLED = 128;

    private static final Map<Integer, String> SIGNALS = Map.of(
            2, "(SIGINT)",
            4, "(SIGILL): its native code uses instructions that this processor does not have",
            6, "(SIGABRT), as libtorch and the JVM do after an internal fault",
            7, "(SIGBUS), as happens when a mapped file is cut or the disk is full",
            8, "(SIGFPE)",
            9, "(SIGKILL), as the system does when memory runs out",
            11, "(SIGSEGV), a fault in native code",
            15, "(SIGTERM)");

    private ExitStatus() {}

    /** The end of a sentence about the process. */
    static String describe(int exitValue) {
        int signal = exitValue - SIGNALLED;
        if (signal > 0 && signal < 65) {
            return "was killed by signal " + signal
                    + SIGNALS.getOrDefault(signal, "").replaceFirst("^(?=.)", " ");
        }
        return "ended with exit code " + exitValue + " before its stage did";
    }
}
