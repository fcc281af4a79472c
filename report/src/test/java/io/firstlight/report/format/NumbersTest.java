package io.firstlight.report.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.study.result.StudyResults.Interval;
import org.junit.jupiter.api.Test;

class NumbersTest {
    @Test
    void whatIsNotKnownIsADash() {
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThat(Numbers.score(value)).isEqualTo(Numbers.UNKNOWN);
            assertThat(Numbers.percent(value)).isEqualTo(Numbers.UNKNOWN);
            assertThat(Numbers.difference(value)).isEqualTo(Numbers.UNKNOWN);
            assertThat(Numbers.duration(value)).isEqualTo(Numbers.UNKNOWN);
            assertThat(Numbers.pValue(value)).isEqualTo(Numbers.UNKNOWN);
            assertThat(Numbers.significant(value)).isEqualTo(Numbers.UNKNOWN);
        }
        assertThat(Numbers.scoreWithBounds(Interval.UNKNOWN)).isEqualTo(Numbers.UNKNOWN);
    }

    @Test
    void zeroHasNoSign() {
        assertThat(Numbers.score(-0.001)).isEqualTo("0.00");
        assertThat(Numbers.score(-0.04)).isEqualTo("−0.04");
        assertThat(Numbers.difference(0.0123)).isEqualTo("+0.012");
    }

    @Test
    void anIntervalIsShownOnlyWhereItSaysSomething() {
        assertThat(Numbers.scoreWithBounds(new Interval(0.5, 0.45, 0.56))).isEqualTo("0.50 [0.45, 0.56]");
        assertThat(Numbers.percentWithBounds(new Interval(1, 1, 1))).isEqualTo("100.0");
        assertThat(Numbers.scoreWithBounds(new Interval(0.5, Double.NaN, Double.NaN)))
                .isEqualTo("0.50");
    }

    @Test
    void durationsHaveAtMostTwoUnits() {
        assertThat(Numbers.duration(0.44)).isEqualTo("0.4 s");
        assertThat(Numbers.duration(59.2)).isEqualTo("59 s");
        assertThat(Numbers.duration(59.7)).isEqualTo("1 min 00 s");
        assertThat(Numbers.duration(754)).isEqualTo("12 min 34 s");
        assertThat(Numbers.duration(9000)).isEqualTo("2 h 30 min");
    }
}
