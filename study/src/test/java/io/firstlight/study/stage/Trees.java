package io.firstlight.study.stage;

import io.firstlight.core.file.Checksums;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Directories as values, for comparison. */
public final class Trees {
    private Trees() {}

    /** Every file below {@code root}, by relative name, with the SHA-256 of its bytes. */
    public static Map<String, String> bytes(Path root) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(root)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        Map<String, String> bytes = new TreeMap<>();
        for (Path file : files) {
            bytes.put(root.relativize(file).toString().replace('\\', '/'), Checksums.sha256(file));
        }
        return bytes;
    }
}
