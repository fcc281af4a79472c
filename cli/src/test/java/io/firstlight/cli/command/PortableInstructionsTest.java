package io.firstlight.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.firstlight.core.error.UserException;
import io.firstlight.core.file.Checksums;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PortableInstructionsTest {
    /** Makes the C library and the JVM believe in a processor without AVX-512. */
    private static final Map<String, String> C_LIBRARY_WITHOUT_AVX512 =
            Map.of("GLIBC_TUNABLES", "glibc.cpu.hwcaps=-AVX512F,-AVX512VL,-AVX512BW,-AVX512DQ,-AVX512CD");

    private static final String JVM_WITHOUT_AVX512 = "-XX:UseAVX=2";

    @TempDir
    Path folder;

    @Test
    void whatTheLauncherDidNotSetIsAskedFor() {
        assertThatCode(() -> PortableInstructions.require("amd64", PortableInstructions.X86_64))
                .doesNotThrowAnyException();
        assertThatCode(() -> PortableInstructions.require("aarch64", Map.of())).doesNotThrowAnyException();
        Map<String, String> other = new HashMap<>(PortableInstructions.X86_64);
        other.put("ATEN_CPU_CAPABILITY", "avx512");
        assertThatThrownBy(() -> PortableInstructions.require("amd64", other))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("./firstlight")
                .hasMessageEndingWith("or set ATEN_CPU_CAPABILITY=avx2");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aProcessorWithAvx512AndOneWithoutTrainToTheSameBytes() throws Exception {
        assumeTrue(System.getProperty("os.arch").equals("amd64") && hasFlag("avx2"));
        Map<String, String> without = new HashMap<>(PortableInstructions.X86_64);
        without.putAll(C_LIBRARY_WITHOUT_AVX512);
        String portable = weights("portable", PortableInstructions.X86_64, List.of());
        assertThat(weights("portable without", without, List.of(JVM_WITHOUT_AVX512)))
                .isEqualTo(portable);
        if (hasFlag("avx512f")) {
            assertThat(weights("own choice", Map.of(), List.of()))
                    .as("without it the libraries choose AVX-512 here, or this test tests nothing")
                    .isNotEqualTo(portable);
        }
    }

    private static boolean hasFlag(String flag) throws IOException {
        return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("flags"))
                .anyMatch(line -> List.of(line.split("\\s+")).contains(flag));
    }

    /** SHA-256 of the weights that a JVM with this environment trains. */
    private String weights(String name, Map<String, String> environment, List<String> options) throws Exception {
        Path directory = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dorg.bytedeco.openblas.load=mkl"));
        command.addAll(options);
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), PortableTraining.class.getName(), directory.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(PortableInstructions.X86_64.keySet());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return Checksums.sha256(directory.resolve("weights.safetensors"));
    }
}
