package io.firstlight.train.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearningRateScheduleTest {
    private static final long BUDGET = 900_000;
    private static final LearningRateSchedule TRUNK = LearningRateSchedule.trunk(BUDGET, 25_000, 4e-3, 4e-5);

    @Test
    void theTrunkWarmsUpAndThenFollowsOneCosineOverTheWholeBudget() {
        assertThat(TRUNK.at(0)).isZero();
        assertThat(TRUNK.at(12_500)).isCloseTo(2e-3, within(1e-12));
        assertThat(TRUNK.at(25_000)).isCloseTo(4e-3, within(1e-12));
        double phase = (720_000.0 - 25_000) / (BUDGET - 25_000);
        assertThat(TRUNK.at(720_000))
                .isCloseTo(4e-5 + 0.5 * (1 + Math.cos(Math.PI * phase)) * (4e-3 - 4e-5), within(1e-12));
        assertThat(TRUNK.at(BUDGET)).isCloseTo(4e-5, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 60, 80})
    void aBranchContinuesTheTrunksRateAndCoolsDownToItsEnd(int percent) {
        double branchRate = TRUNK.at(BUDGET * percent / 100.0);
        for (ScheduleShape shape : ScheduleShape.values()) {
            LearningRateSchedule branch =
                    LearningRateSchedule.rise(0, 0, 0, branchRate).to(150_000, shape, 2, 0);
            assertThat(branch.at(0)).isCloseTo(branchRate, within(1e-15));
            assertThat(branch.at(150_000)).isZero();
            assertThat(branch.at(50_000)).isLessThan(branchRate).isGreaterThan(branch.at(100_000));
        }
    }

    @Test
    void aBranchAtTheEndRewarmsFromTheTrunksLastRate() {
        LearningRateSchedule branch =
                LearningRateSchedule.rise(0, 8_000, TRUNK.at(BUDGET), 2e-3).to(150_000, ScheduleShape.LINEAR, 1, 0);
        assertThat(branch.at(0)).isCloseTo(4e-5, within(1e-12));
        assertThat(branch.at(8_000)).isCloseTo(2e-3, within(1e-12));
        assertThat(branch.at(7_999.9999)).isCloseTo(branch.at(8_000.0001), within(1e-9));
    }

    @Test
    void gapsAndJumpsAreRefusedUnlessTheyAreAllowed() {
        ScheduleSegment first = new ScheduleSegment(0, 10, ScheduleShape.LINEAR, 1, 0, 1);
        ScheduleSegment later = new ScheduleSegment(11, 20, ScheduleShape.LINEAR, 1, 1, 0);
        ScheduleSegment lower = new ScheduleSegment(10, 20, ScheduleShape.LINEAR, 1, 0.5, 0);
        assertThatThrownBy(() -> new LearningRateSchedule(List.of(first, later), false))
                .hasMessageContaining("10")
                .hasMessageContaining("11");
        assertThatThrownBy(() -> new LearningRateSchedule(List.of(first, lower), false))
                .hasMessageContaining("jumps");
        assertThat(new LearningRateSchedule(List.of(first, lower), true).at(10)).isEqualTo(0.5);
    }

    @Test
    void shapesAreWhatTheirFormulasSay() {
        assertThat(new ScheduleSegment(0, 4, ScheduleShape.LINEAR, 1, 8, 0).at(1))
                .isCloseTo(6, within(1e-12));
        assertThat(new ScheduleSegment(0, 4, ScheduleShape.COSINE, 1, 8, 0).at(1))
                .isCloseTo(4 * (1 + Math.cos(Math.PI / 4)), within(1e-12));
        assertThat(new ScheduleSegment(0, 4, ScheduleShape.POWER, 3, 8, 0).at(1))
                .isCloseTo(8 * Math.pow(0.75, 3), within(1e-12));
    }
}
