package io.firstlight.report.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.report.table.Strip;
import io.firstlight.study.result.StudyResults.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;

class StripTest {
    private static final Strip.Range SCALE = new Strip.Range(0, 1);

    @Test
    void positionsKeepTheOrderOfTheirValues() {
        Strip strip = SCALE.strip(0.25, new Interval(0.5, 0.4, 0.7), List.of(new Strip.Value("withheld", 0.3)));
        assertThat(List.of(strip.zero(), strip.marks().get(0).x(), strip.low(), strip.estimate(), strip.high()))
                .extracting(Double::parseDouble)
                .isSorted();
    }

    @Test
    void anIntervalOfNoWidthIsAPointWithoutBounds() {
        Strip strip = SCALE.strip(0, new Interval(0.5, 0.5, 0.5), List.of());
        assertThat(strip.isDrawn()).isTrue();
        assertThat(strip.low()).isEmpty();
        assertThat(strip.high()).isEmpty();
    }

    @Test
    void whatIsNotKnownIsNotDrawn() {
        assertThat(SCALE.strip(0, Interval.UNKNOWN, List.of()).isDrawn()).isFalse();
        assertThat(SCALE.strip(0, new Interval(0.5, 0.4, 0.6), List.of(new Strip.Value("seed", Double.NaN)))
                        .marks())
                .isEmpty();
    }

    @Test
    void valuesBeyondTheScaleStandOnItsEdge() {
        Strip strip = SCALE.strip(0, new Interval(1.5, -3, 9), List.of());
        assertThat(Double.parseDouble(strip.low())).isPositive();
        assertThat(Double.parseDouble(strip.high())).isLessThan(Strip.WIDTH);
    }

    @Test
    void aScaleAroundNothingStillHasAnExtent() {
        Strip.Range scale = Strip.Range.around(List.of(Interval.UNKNOWN));
        assertThat(scale.to()).isGreaterThan(scale.from());
    }
}
