package io.firstlight.cli.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The checkout the tests run in. */
public final class SourceTree {
    private SourceTree() {}

    /** The folder with the launcher, above the module that Maven tests in. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("firstlight")) || !Files.exists(folder.resolve("pom.xml"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** As the root pom lists them. */
    static List<String> modules() throws IOException {
        return Pattern.compile("<module>([a-z]+)</module>")
                .matcher(Files.readString(root().resolve("pom.xml")))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    /** All Java files of all modules under {@code folder}, such as src/main/java. */
    static List<Path> sources(String folder) throws IOException {
        List<Path> files = new java.util.ArrayList<>();
        for (String module : modules()) {
            Path sources = root().resolve(module).resolve(folder);
            if (Files.isDirectory(sources)) {
                try (Stream<Path> found = Files.walk(sources)) {
                    found.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
                }
            }
        }
        return files;
    }
}
