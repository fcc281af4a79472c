package io.firstlight.cli.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The processor.
 *
 * @param model its name
 * @param cores physical cores, as far as the system tells; hyper-threads count once
 * @param threads hardware threads this process may use
 * @param instructions the vector instructions that matter for training: AVX2, AVX-512, AMX
 */
public record Processor(String model, int cores, int threads, List<String> instructions) {
    public Processor {
        instructions = List.copyOf(instructions);
    }

    static Processor here() {
        int threads = Runtime.getRuntime().availableProcessors();
        return SystemFiles.read("/proc/cpuinfo")
                .map(text -> parse(text, threads))
                .orElseGet(() -> new Processor(
                        SystemFiles.output("sysctl", "-n", "machdep.cpu.brand_string")
                                .orElse(System.getProperty("os.arch")),
                        threads,
                        threads,
                        List.of()));
    }

    /**
     * Reads model, cores and instruction sets from the kernel's description.
     *
     * @param cpuinfo content of /proc/cpuinfo
     */
    static Processor parse(String cpuinfo, int threads) {
        String model = "";
        String socket = "0";
        Set<String> cores = new HashSet<>();
        Set<String> flags = new HashSet<>();
        for (String line : cpuinfo.lines().toList()) {
            int colon = line.indexOf(':');
            String key = colon < 0 ? "" : line.substring(0, colon).strip();
            String value = colon < 0 ? "" : line.substring(colon + 1).strip();
            switch (key) {
                case "model name" -> model = value;
                case "physical id" -> socket = value;
                case "core id" -> cores.add(socket + "/" + value);
                case "flags" -> flags.addAll(Arrays.asList(value.split(" ")));
                default -> {}
            }
        }
        List<String> instructions = new ArrayList<>();
        if (flags.contains("avx2")) {
            instructions.add("AVX2");
        }
        if (flags.contains("avx512f")) {
            instructions.add("AVX-512");
        }
        if (flags.contains("avx512_bf16")) {
            instructions.add("AVX-512 BF16");
        }
        if (flags.contains("amx_tile")) {
            instructions.add("AMX");
        }
        int numCores = cores.isEmpty() ? threads : Math.min(cores.size(), threads);
        return new Processor(model.isEmpty() ? System.getProperty("os.arch") : model, numCores, threads, instructions);
    }

    String describe() {
        return model + ", " + cores + (cores == 1 ? " core" : " cores")
                + (threads == cores ? "" : " (" + threads + " threads)")
                + (instructions.isEmpty() ? "" : ", " + String.join(", ", instructions));
    }
}
