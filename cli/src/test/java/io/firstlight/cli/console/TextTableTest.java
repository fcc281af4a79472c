package io.firstlight.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void numbersStandFlushRightUnderTheirTitle() {
        String table = new TextTable("part", "samples")
                .row("text", 7)
                .row("images", 12000)
                .toString();
        assertThat(table).isEqualTo("""
                part    samples
                ------  -------
                text          7
                images    12000
                """);
    }

    @Test
    void noLineIsWiderThanAHundredColumnsAndNoWordIsLost() {
        String reason = "word ".repeat(80).strip();
        String table = new TextTable("bad sample", "reason")
                .row("images/encoder.tar: k17.png", reason)
                .toString();
        assertThat(table.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(TextTable.WIDTH));
        assertThat(table.split("word", -1)).hasSize(81);
    }

    @Test
    void aRowOfTheWrongLengthIsRefused() {
        assertThatThrownBy(() -> new TextTable("a", "b").row("only one"))
                .hasMessageContaining("1 cells in a table of 2 columns");
    }
}
