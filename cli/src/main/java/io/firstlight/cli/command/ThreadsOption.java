package io.firstlight.cli.command;

import io.firstlight.core.error.UserException;
import picocli.CommandLine.Option;

/** {@code --threads}: how many compute threads there are to share out. */
final class ThreadsOption {
    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Compute threads in all. Default: one for each physical core.")
    private int threads;

    /** The number asked for; else what the launcher counted, else what Java sees. */
    int count() {
        if (threads < 0) {
            throw new UserException("--threads is " + threads + "; it must be at least 1");
        }
        if (threads > 0) {
            return threads;
        }
        String counted = System.getenv().getOrDefault("OMP_NUM_THREADS", "");
        return counted.matches("[1-9][0-9]{0,3}")
                ? Integer.parseInt(counted)
                : Runtime.getRuntime().availableProcessors();
    }
}
