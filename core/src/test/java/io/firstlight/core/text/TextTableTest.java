package io.firstlight.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void numbersStandFlushRightUnderTheirTitle() {
        String table = TextTable.titled("part", "samples")
                .row("text", 7)
                .row("images", 12000)
                .toString();
        assertThat(table).isEqualTo("""
                part    samples
                ──────  ───────
                text          7
                images    12000
                """);
    }

    @Test
    void noLineIsWiderThanAHundredColumnsAndNoWordIsLost() {
        String reason = "word ".repeat(80).strip();
        String table = TextTable.titled("bad sample", "reason")
                .row("images/encoder.tar: k17.png", reason)
                .toString();
        assertThat(table.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(TextTable.WIDTH));
        assertThat(table.split("word", -1)).hasSize(81);
    }

    @Test
    void theFirstColumnWrapsWhereItIsALabelAndTheOthersStandFlushRight() {
        String table = TextTable.labelled("stage", "time")
                .row("a very long label of a stage ".repeat(5).strip(), "4 min 10 s")
                .row("short", "done")
                .toString();
        assertThat(table.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(TextTable.WIDTH));
        assertThat(table.lines().toList())
                .hasSize(5)
                .element(4)
                .asString()
                .matches("short {87,}done")
                .hasSize(TextTable.WIDTH);
    }

    @Test
    void marksStandBeforeTheirRowsAndStylesTakeNoRoom() {
        List<String> lines = TextTable.marked(40)
                .row(line -> "<" + line + ">", "", List.of("Recipe", "score"))
                .row(line -> line, "*", List.of("first\u0007 one", "0.52"))
                .lines();
        assertThat(lines).containsExactly("<  Recipe      score>", "* first? one   0.52");
    }

    @Test
    void aRowOfTheWrongLengthIsRefused() {
        assertThatThrownBy(() -> TextTable.titled("a", "b").row("only one"))
                .hasMessageContaining("1 cells in a table of 2 columns");
    }
}
