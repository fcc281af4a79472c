package io.firstlight.cli.doctor;

import io.firstlight.cli.doctor.Doctor.Loaded;
import io.firstlight.core.text.Quantities;
import java.util.ArrayList;
import java.util.List;

/** What to change on this machine, most important first. */
final class Advice {
    /** A {@code quick} study with its data, checkpoints and features fits well below these. */
    private static final long LEAST_DISK_BYTES = 5_000_000_000L;

    private static final long LEAST_MEMORY_BYTES = 6_000_000_000L;

    private Advice() {}

    static List<String> on(MachineFacts machine, Processor processor, Allocator allocator, Loaded loaded, int threads) {
        List<String> advice = new ArrayList<>();
        if (!machine.disk().writable()) {
            advice.add("The store cannot be written at " + machine.disk().place()
                    + ". Choose another folder with --store DIR.");
        }
        if (machine.disk().freeBytes() < LEAST_DISK_BYTES) {
            advice.add("Only " + Quantities.bytes(machine.disk().freeBytes())
                    + " are free at the store; a quick study wants " + Quantities.bytes(LEAST_DISK_BYTES)
                    + ". Free some, or choose another disk with --store DIR.");
        }
        if (machine.memory().freeBytes() < LEAST_MEMORY_BYTES) {
            advice.add("Only " + Quantities.bytes(machine.memory().freeBytes())
                    + " of memory are free; a quick study wants " + Quantities.bytes(LEAST_MEMORY_BYTES)
                    + ". Close other programs, or run with --workers 1.");
        }
        if (loaded.mathLibrary().equals(MathLibrary.INCOMPLETE_MKL)) {
            advice.add("Matrix products run on " + loaded.mathLibrary()
                    + ", several times slower. Stop what else runs of Firstlight, delete " + loaded.nativeCache()
                    + ", where JavaCPP unpacked it, and start again.");
        } else if (!loaded.mathLibrary().equals("MKL")
                && System.getProperty("os.arch").equals("amd64")) {
            advice.add("Matrix products run on " + loaded.mathLibrary()
                    + "; MKL is up to twice as fast here. Unset FIRSTLIGHT_MATH and start" + " through ./firstlight.");
        }
        if (!allocator.tuned()) {
            advice.add("Memory comes from " + allocator.name() + " " + allocator.reason()
                    + ". Start through ./firstlight with" + " FIRSTLIGHT_ALLOCATOR unset.");
        } else if (allocator.name().equals("glibc")) {
            advice.add("Optional: install jemalloc (Debian, Ubuntu: apt-get install libjemalloc2); the launcher then "
                    + "uses it.");
        }
        if (machine.hugePages().equals("never")) {
            advice.add("Transparent huge pages are off. As root: echo madvise > "
                    + "/sys/kernel/mm/transparent_hugepage/enabled");
        }
        if (threads > processor.cores()) {
            advice.add(threads + " compute threads on " + processor.cores()
                    + " cores get in each other's way. Use --threads " + processor.cores() + ".");
        }
        return advice;
    }
}
