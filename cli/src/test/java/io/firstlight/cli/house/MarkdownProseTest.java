package io.firstlight.cli.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MarkdownProseTest {
    private static final String WORDS = "word ".repeat(30).strip();

    @Test
    void noDocumentHasProseOverTheMargin() throws IOException {
        List<String> tooWide = new ArrayList<>();
        List<Path> documents = documents();
        assertThat(documents).hasSizeGreaterThan(5);
        for (Path document : documents) {
            List<String> lines = Files.readAllLines(document);
            if (!MarkdownProse.filled(lines).equals(lines)) {
                tooWide.add(SourceTree.root().relativize(document).toString());
            }
        }
        assertThat(tooWide)
                .as("prose over %d columns; ./dev fix breaks it", MarkdownProse.MOST_COLUMNS)
                .isEmpty();
    }

    @Test
    void aLongParagraphIsFilledAndKeepsItsWords() {
        List<String> filled = fill("Short.", "", WORDS, "and its second line", "", "End.");
        assertThat(filled).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120));
        assertThat(filled).startsWith("Short.", "").endsWith("", "End.").hasSize(6);
        assertThat(String.join(" ", filled.subList(2, 4))).isEqualTo(WORDS + " and its second line");
        assertThat(MarkdownProse.filled(filled)).isEqualTo(filled);
    }

    @Test
    void aParagraphWithinTheMarginStaysAsItsAuthorBrokeIt() {
        List<String> lines = List.of("One", "two", "- three", "  four");
        assertThat(MarkdownProse.filled(lines)).isEqualTo(lines);
    }

    @Test
    void itemsAndQuotesGoOnUnderTheirText() {
        assertThat(fill("- " + WORDS, "- b").get(1)).startsWith("  word");
        assertThat(fill("  12. " + WORDS).get(1)).startsWith("      word");
        assertThat(fill("> " + WORDS, "> more").get(1)).startsWith("> word").endsWith(" more");
    }

    @Test
    void tablesCodeHeadingsAndLinkDefinitionsStay() {
        List<String> lines = List.of(
                "| " + WORDS + " |",
                "# " + WORDS,
                "[link]: https://example.org " + WORDS,
                "<p>" + WORDS,
                "```",
                WORDS,
                "```",
                "",
                "    " + WORDS,
                "",
                "x".repeat(200));
        assertThat(MarkdownProse.filled(lines)).isEqualTo(lines);
    }

    @Test
    void noLineBeginsWithAMarkThatWouldMeanSomething() {
        String text = "y".repeat(118) + " - z 1. z # z";
        assertThat(fill(text)).noneMatch(line -> line.matches("(-|1\\.|#) .*"));
    }

    @Test
    void aCodeSpanStaysOnOneLine() {
        assertThat(fill("y".repeat(110) + " `a span of code` z")).last().isEqualTo("`a span of code` z");
    }

    private static List<String> fill(String... lines) {
        return MarkdownProse.filled(Arrays.asList(lines));
    }

    /** The Markdown of the root and of docs. */
    private static List<Path> documents() throws IOException {
        try (Stream<Path> root = Files.list(SourceTree.root());
                Stream<Path> docs = Files.walk(SourceTree.root().resolve("docs"))) {
            return Stream.concat(root, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .collect(Collectors.toList());
        }
    }
}
