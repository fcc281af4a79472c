package io.firstlight.cli.doctor;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Who gives out native memory in this process, and whether temporaries of many megabytes are cheap. By default glibc
 * maps and unmaps each of them, with a page fault every 4 kB.
 *
 * @param name jemalloc, tcmalloc, glibc or the system's
 * @param tuned set up for large temporaries
 * @param reason what was found, in words
 */
public record Allocator(String name, boolean tuned, String reason) {

    static Allocator here() {
        return of(System.getProperty("os.name"), SystemFiles.read("/proc/self/maps"), System.getenv());
    }

    /**
     * The allocator of a process, from what it has loaded.
     *
     * @param maps content of /proc/self/maps: the libraries that are loaded, whatever the environment asked for
     */
    static Allocator of(String system, Optional<String> maps, Map<String, String> environment) {
        if (maps.isEmpty()) {
            return new Allocator("the system's", true, "of " + system);
        }
        if (maps.get().contains("jemalloc")) {
            boolean keeps = environment.getOrDefault("MALLOC_CONF", "").contains("dirty_decay_ms:-1");
            return new Allocator(
                    "jemalloc", keeps, keeps ? "keeps freed memory" : "MALLOC_CONF does not say dirty_decay_ms:-1");
        }
        if (maps.get().toLowerCase(Locale.ROOT).contains("tcmalloc")) {
            return new Allocator("tcmalloc", true, "preloaded");
        }
        String tunables = environment.getOrDefault("GLIBC_TUNABLES", "");
        boolean keeps = tunables.contains("glibc.malloc.mmap_threshold");
        boolean huge =
                tunables.contains("glibc.malloc.hugetlb=1") || "1".equals(environment.get("THP_MEM_ALLOC_ENABLE"));
        String reason = keeps && huge
                ? "keeps freed memory, on huge pages"
                : keeps
                        ? "keeps freed memory"
                        : huge ? "on huge pages" : "as it comes: page faults for every large temporary";
        return new Allocator("glibc", keeps || huge, reason);
    }
}
