package io.firstlight.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        "7.25, 7.3",
        "999, 999",
        "999.6, 1.00k",
        "1234, 1.23k",
        "12345, 12.3k",
        "999400, 999k",
        "999600, 1.00M",
        "2.5e9, 2.50G",
        "7e15, 7.00P"
    })
    void amountsKeepThreeDigits(double value, String text) {
        assertThat(Quantities.amount(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "0.24, 0.2 s",
        "8, 8 s",
        "9.96, 10 s",
        "59.4, 59 s",
        "59.6, 1 min 00 s",
        "187, 3 min 07 s",
        "8100, 2 h 15 min",
        "273600, 3 d 4 h"
    })
    void timesHaveTwoUnits(double seconds, String text) {
        assertThat(Quantities.seconds(seconds)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"512, 512 B", "1240000000, 1.24 GB"})
    void bytesAreDecimal(long bytes, String text) {
        assertThat(Quantities.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 FLOP", "1.2e12, 1.20 TFLOP"})
    void prefixesStandWithTheUnit(double value, String text) {
        assertThat(Quantities.amount(value, "FLOP")).isEqualTo(text);
    }
}
