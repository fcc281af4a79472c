package io.firstlight.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MachineFactsTest {
    private static final String TWO_CORES_FOUR_THREADS = """
            processor\t: 0
            model name\t: Some CPU 9000
            physical id\t: 0
            core id\t\t: 0
            flags\t\t: fpu sse2 avx avx2 avx512f amx_tile

            processor\t: 1
            model name\t: Some CPU 9000
            physical id\t: 0
            core id\t\t: 0
            flags\t\t: fpu sse2 avx avx2 avx512f amx_tile

            processor\t: 2
            model name\t: Some CPU 9000
            physical id\t: 0
            core id\t\t: 1
            flags\t\t: fpu sse2 avx avx2 avx512f amx_tile

            processor\t: 3
            model name\t: Some CPU 9000
            physical id\t: 0
            core id\t\t: 1
            flags\t\t: fpu sse2 avx avx2 avx512f amx_tile
            """;

    @Test
    void hyperThreadsCountOnce() {
        Processor processor = Processor.parse(TWO_CORES_FOUR_THREADS, 4);
        assertThat(processor.cores()).isEqualTo(2);
        assertThat(processor.describe()).isEqualTo("Some CPU 9000, 2 cores (4 threads), AVX2, AVX-512, AMX");
    }

    @Test
    void aContainerWithFewerThreadsHasNoMoreCoresThanThese() {
        assertThat(Processor.parse(TWO_CORES_FOUR_THREADS, 1).cores()).isEqualTo(1);
    }

    @Test
    void theAllocatorIsWhatIsLoadedNotWhatWasAskedFor() {
        Map<String, String> environment =
                Map.of("MALLOC_CONF", "dirty_decay_ms:-1", "GLIBC_TUNABLES", "glibc.malloc.mmap_threshold=1");
        Allocator loaded = Allocator.of("Linux", Optional.of("7f r-xp /usr/lib/libjemalloc.so.2\n"), environment);
        assertThat(loaded.name()).isEqualTo("jemalloc");
        assertThat(loaded.tuned()).isTrue();
        assertThat(Allocator.of("Linux", Optional.of("7f r-xp /usr/lib/libc.so.6\n"), environment)
                        .name())
                .isEqualTo("glibc");
        assertThat(Allocator.of("Linux", Optional.of("7f r-xp /usr/lib/libc.so.6\n"), Map.of())
                        .tuned())
                .isFalse();
        assertThat(Allocator.of("Mac OS X", Optional.empty(), Map.of()).tuned()).isTrue();
    }

    @Test
    void theMathLibraryIsTheOneWhoseKernelsAreMapped() {
        String whole =
                "7f /cache/libmkl_core.so.2\n7f /cache/libmkl_intel_lp64.so.2\n7f /cache/libmkl_gnu_thread.so.2\n7f "
                        + "/cache/libopenblas.so.0\n";
        assertThat(MathLibrary.of(Optional.of(whole), "OpenBLAS")).isEqualTo("MKL");
        assertThat(MathLibrary.of(Optional.of("7f /cache/libopenblas.so.0\n"), "MKL"))
                .isEqualTo("OpenBLAS");
        assertThat(MathLibrary.of(Optional.empty(), "OpenBLAS")).isEqualTo("OpenBLAS");
    }

    @Test
    void mklWithoutItsInterfaceOrItsThreadsIsNotTakenForTheWholeOfIt() {
        String core = "7f /cache/libmkl_core.so.2\n7f /cache/libmkl_avx512.so.2\n7f /cache/libiomp5.so\n";
        assertThat(MathLibrary.of(Optional.of(core), "MKL")).isEqualTo(MathLibrary.INCOMPLETE_MKL);
        assertThat(MathLibrary.of(Optional.of(core + "7f /cache/libmkl_intel_lp64.so.2\n"), "MKL"))
                .isEqualTo(MathLibrary.INCOMPLETE_MKL);
        assertThat(MathLibrary.of(Optional.of(core + "7f /cache/libmkl_gnu_thread.so.2\n"), "MKL"))
                .isEqualTo(MathLibrary.INCOMPLETE_MKL);
    }

    @Test
    void kernelFilesAreReadAsTheyAreWritten() {
        assertThat(MachineFacts.chosen("always [madvise] never")).isEqualTo("madvise");
        assertThat(MachineFacts.availableBytes("MemTotal: 100 kB\nMemAvailable:      42 kB\n"))
                .isEqualTo(42 * 1024);
    }

    @Test
    void theDiskIsThatOfTheNearestFolderThatExists() {
        MachineFacts machine = MachineFacts.here(Path.of("target", "no", "such", "store"));
        assertThat(machine.disk().freeBytes()).isPositive();
        assertThat(machine.disk().writable()).isTrue();
        assertThat(machine.memory().totalBytes()).isGreaterThan(machine.java().maxHeapBytes());
    }
}
