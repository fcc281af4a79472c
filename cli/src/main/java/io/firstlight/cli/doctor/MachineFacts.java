package io.firstlight.cli.doctor;

import com.sun.management.OperatingSystemMXBean;
import io.firstlight.core.error.UserException;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Memory, disk, Java and operating system of this process.
 *
 * @param hugePages the kernel's setting for transparent huge pages: always, madvise, never, or unknown
 */
public record MachineFacts(String system, Memory memory, Disk disk, Java java, String hugePages) {

    public record Memory(long totalBytes, long freeBytes) {}

    /**
     * The disk that a store is on.
     *
     * @param place the store's folder, or the existing folder in which it would be created
     */
    public record Disk(String place, long freeBytes, boolean writable) {}

    public record Java(String version, String vendor, long maxHeapBytes, String collector) {}

    static MachineFacts here(Path store) {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        // The bean's free memory leaves out what the page cache would give back.
        long free = SystemFiles.read("/proc/meminfo")
                .map(MachineFacts::availableBytes)
                .orElse(system.getFreeMemorySize());
        return new MachineFacts(
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " ("
                        + System.getProperty("os.arch") + ")",
                new Memory(system.getTotalMemorySize(), free),
                disk(store),
                new Java(
                        Runtime.version().toString(),
                        System.getProperty("java.vendor"),
                        Runtime.getRuntime().maxMemory(),
                        ManagementFactory.getGarbageCollectorMXBeans().stream()
                                .map(GarbageCollectorMXBean::getName)
                                .collect(Collectors.joining(", "))),
                SystemFiles.read("/sys/kernel/mm/transparent_hugepage/enabled")
                        .map(MachineFacts::chosen)
                        .orElse("unknown"));
    }

    static long availableBytes(String meminfo) {
        return meminfo.lines()
                .filter(line -> line.startsWith("MemAvailable:"))
                .findFirst()
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .orElse(0L);
    }

    /** The word in brackets of {@code always [madvise] never}. */
    static String chosen(String setting) {
        int open = setting.indexOf('[');
        int close = setting.indexOf(']');
        return open >= 0 && close > open ? setting.substring(open + 1, close) : "unknown";
    }

    private static Disk disk(Path store) {
        Path existing = store.toAbsolutePath();
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            return new Disk(
                    store.toAbsolutePath().toString(),
                    Files.getFileStore(existing).getUsableSpace(),
                    Files.isWritable(existing));
        } catch (IOException e) {
            throw new UserException("cannot look at the disk of " + store + ": " + e.getMessage(), e);
        }
    }
}
