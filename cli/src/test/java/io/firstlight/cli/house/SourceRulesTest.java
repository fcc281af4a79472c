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
    private static final int MOST_COLUMNS = 120;

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

    /** The formatter breaks code but no string; a text block is exempt, since a break would be part of its text. */
    @Test
    void noLineIsWiderThanThePage() throws IOException {
        List<String> tooWide = new ArrayList<>();
        for (Path file : all()) {
            boolean inTextBlock = false;
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                boolean delimiter = line.contains("\"\"\"");
                if (!inTextBlock && !delimiter && line.length() > MOST_COLUMNS) {
                    tooWide.add(SourceTree.root().relativize(file) + ":" + number + " has " + line.length());
                }
                // A line that opens and closes leaves things as they were.
                inTextBlock ^= delimiter && line.indexOf("\"\"\"") == line.lastIndexOf("\"\"\"");
            }
        }
        assertThat(tooWide).as("lines over %d columns", MOST_COLUMNS).isEmpty();
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
