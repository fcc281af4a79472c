package io.firstlight.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the style guide asks of source files and no compiler checks. */
class SourceRulesTest {
    private static final int MOST_LINES = 480;

    @Test
    void everyPackageSaysWhatItOwns() throws IOException {
        List<Path> sources = SourceTree.sources("src/main/java");
        assertThat(sources).isNotEmpty();
        assertThat(sources.stream()
                        .map(Path::getParent)
                        .distinct()
                        .filter(folder -> !Files.exists(folder.resolve("package-info.java"))))
                .isEmpty();
    }

    @Test
    void noFileIsTooLongToReadInOneSitting() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path file : all()) {
            int lines = Files.readAllLines(file).size();
            if (lines > MOST_LINES) {
                tooLong.add(file.getFileName() + " has " + lines + " lines");
            }
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    void nothingIsLeftForLater() throws IOException {
        // Spelled in two halves, so that this file does not find itself.
        Pattern marks = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b|Unsupported" + "OperationException");
        List<String> found = new ArrayList<>();
        for (Path file : all()) {
            if (marks.matcher(Files.readString(file)).find()) {
                found.add(file.toString());
            }
        }
        assertThat(found).isEmpty();
    }

    private static List<Path> all() throws IOException {
        List<Path> files = new ArrayList<>(SourceTree.sources("src/main/java"));
        files.addAll(SourceTree.sources("src/test/java"));
        return files;
    }
}
