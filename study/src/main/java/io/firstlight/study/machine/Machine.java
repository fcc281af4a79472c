package io.firstlight.study.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where and how stages run; speeds measured under one are not taken for another.
 *
 * @param name processor and number of cores
 * @param numThreads every stage computes with
 * @param numWorkers stages that run at the same time
 */
public record Machine(String name, int numThreads, int numWorkers) {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    /** This machine. */
    public static Machine here(int numThreads, int numWorkers) {
        return new Machine(
                processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores", numThreads, numWorkers);
    }

    private static String processor() {
        if (Files.isReadable(PROCESSORS)) {
            try (Stream<String> lines = Files.lines(PROCESSORS)) {
                return lines.filter(line -> line.startsWith("model name"))
                        .findFirst()
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .orElse(System.getProperty("os.arch"));
            } catch (IOException e) {
                return System.getProperty("os.arch");
            }
        }
        return System.getProperty("os.name") + " " + System.getProperty("os.arch");
    }
}
