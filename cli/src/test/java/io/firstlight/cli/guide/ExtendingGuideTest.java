package io.firstlight.cli.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstlight.cli.guide.GuidePage.Block;
import io.firstlight.cli.guide.GuidePage.Section;
import io.firstlight.cli.house.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every example of docs/extending.md compiles against the code as it is, and prints what the page says. */
class ExtendingGuideTest {
    private static final String PAGE = "docs/extending.md";
    /** The seams that a newcomer meets first. */
    private static final List<String> SEAMS =
            List.of("A record format", "A decoder family", "An image encoder", "A metric and a benchmark", "An axis");
    /** An example that does not fit on a screen is no example. */
    private static final int MOST_LINES = 45;

    @TempDir
    private Path folder;

    @TestFactory
    Stream<DynamicTest> everyExamplePrintsWhatThePageSays() throws IOException {
        return GuidePage.read(SourceTree.root().resolve(PAGE), PAGE).sections().stream()
                .filter(section -> !section.of("java").isEmpty())
                .map(section -> DynamicTest.dynamicTest(section.title(), () -> check(section)));
    }

    @Test
    void everySeamHasAnExampleThatFitsOnAScreen() throws IOException {
        List<Section> sections = GuidePage.read(SourceTree.root().resolve(PAGE), PAGE).sections().stream()
                .filter(section -> !section.of("java").isEmpty())
                .toList();
        assertThat(sections).extracting(Section::title).containsAll(SEAMS);
        assertThat(sections.stream()
                        .flatMap(section -> section.of("java").stream())
                        .filter(block -> block.lines().size() > MOST_LINES)
                        .map(block -> block.place() + " has " + block.lines().size() + " lines"))
                .as("examples of over %d lines", MOST_LINES)
                .isEmpty();
    }

    @Test
    void aBrokenExampleFailsWithTheLineOfThePage() {
        assertThatThrownBy(() -> check(section(
                        "## Broken", "", "```java", "class Broken {", "    io.firstlight.NoSuchType x;", "}", "```")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("page.md:5: ERROR: package io.firstlight does not exist");
    }

    @Test
    void anExampleThatPrintsSomethingElseFails() {
        assertThatThrownBy(() -> check(section(
                        "## Wrong",
                        "```java",
                        "class Wrong {",
                        "    public static void main(String[] arguments) throws java.io.IOException {",
                        "        System.out.print(java.nio.file.Files.readString(",
                        "            java.nio.file.Path.of(arguments[0], \"a/b.yaml\")));",
                        "    }",
                        "}",
                        "```",
                        "```yaml a/b.yaml",
                        "a: 1",
                        "```",
                        "```text",
                        "a: 2",
                        "```")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("page.md:13")
                .hasMessageContaining("a: 1");
    }

    @Test
    void aChangedRegistryIsWhatTheExampleSees() throws Exception {
        Section section = section(
                "## Changed",
                "```diff",
                "+++ core/src/main/java/io/firstlight/core/error/UserException.java",
                " public class UserException extends RuntimeException {",
                "+    public static String added() { return \"added\"; }",
                "```",
                "```java",
                "class Changed {",
                "    public static void main(String[] arguments) {",
                "        System.out.println(io.firstlight.core.error.UserException.added());",
                "    }",
                "}",
                "```",
                "```text",
                "added",
                "```");
        check(section);
    }

    @Test
    void aLineThatTheRegistryNoLongerHasFails() {
        assertThatThrownBy(() -> check(section(
                        "## Gone",
                        "```diff",
                        "+++ core/src/main/java/io/firstlight/core/error/UserException.java",
                        " no such line",
                        "+added",
                        "```")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("page.md:4")
                .hasMessageContaining("UserException.java has these lines 0 times, expected once: [no such line]");
    }

    private void check(Section section) throws IOException, InterruptedException {
        GuideExample example = new GuideExample(section, Files.createTempDirectory(folder, "example"));
        example.compile(SourceTree.root());
        List<Block> expected = section.of("text");
        assertThat(expected).as("'" + section.title() + "' says what it prints").hasSize(1);
        assertThat(example.run())
                .as("what the example of " + expected.get(0).place() + " prints")
                .isEqualTo(expected.get(0).text());
    }

    private static Section section(String... lines) {
        return GuidePage.parse("page.md", List.of(lines)).sections().get(0);
    }
}
