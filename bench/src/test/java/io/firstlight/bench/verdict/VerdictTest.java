package io.firstlight.bench.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.bench.verdict.VerdictRates.Claims;
import io.firstlight.bench.verdict.VerdictRates.Coverage;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Simulated studies whose truth is known, judged by the whole recommender. {@code ./firstlight bench verdict} simulates
 * more of them, of 300 items a task as the quickstart has; docs/LOG.md has its figures.
 */
class VerdictTest {
    private static final long SEED = 20_261_128;
    private static final int ITEMS = 60;
    private static final int STUDIES = 1000;
    private static final int STUDIES_OF_MANY_RECIPES = 120;
    /** Three standard errors of a share of .05 of as many studies. */
    private static final double CHANCE = 0.021;

    private static VerdictRates rates(StudySetting setting, int studies, int items) {
        VerdictRates rates = VerdictBenchmark.run(setting, studies, items, SEED);
        System.out.println("simulated under seed " + SEED + ", " + items + " items a task: " + rates);
        return rates;
    }

    @TestFactory
    List<DynamicTest> verdictsAreFalseAndIntervalsMissTheTruthNoMoreOftenThanTheySay() {
        return StudySetting.nullSettings().stream()
                .map(setting -> DynamicTest.dynamicTest(setting.name(), () -> {
                    int studies = setting.size().recipes() > 4 ? STUDIES_OF_MANY_RECIPES : STUDIES;
                    VerdictRates rates = rates(setting, studies, ITEMS);
                    Claims claims = rates.claims();
                    if (setting.size().seeds() < 2) {
                        assertThat(claims.falseVerdict())
                                .as("no verdict from one seed")
                                .isZero();
                        assertThat(claims.falseEffect()).isZero();
                        return;
                    }
                    double more = rates.studies() < STUDIES ? 3 * CHANCE : CHANCE;
                    assertThat(claims.falseVerdict()).isLessThan(0.05 + more);
                    assertThat(claims.falseEffect()).isLessThan(0.05 + more);
                    assertThat(claims.seedsNamed())
                            .as("41 % of such studies named one")
                            .isLessThan(0.15);
                    Coverage coverage = rates.coverage();
                    assertThat(coverage.vision()).isBetween(0.93, 0.985);
                    assertThat(coverage.difference()).isBetween(0.93, 0.985);
                    assertThat(coverage.recommended()).isGreaterThan(0.93 - more);
                    assertThat(coverage.allLeads()).isGreaterThan(0.95 - more);
                    if (setting.oddities().unsteady() > 0) {
                        assertThat(coverage.oddVision())
                                .as("what few seeds cannot show: .95 is missed by some hundredths")
                                .isGreaterThan(0.88);
                        assertThat(coverage.oddDifference()).isGreaterThan(0.86);
                    }
                }))
                .toList();
    }

    @Test
    void aTrueDifferenceIsSeen() {
        for (StudySetting setting : StudySetting.powerSettings()) {
            // As many items as the quickstart has: with fewer, so small a difference is seldom seen.
            VerdictRates rates = rates(setting, setting.size().recipes() > 4 ? 12 : 150, 300);
            assertThat(rates.claims().falseVerdict()).isLessThan(0.05);
            assertThat(rates.claims().best()).isGreaterThan(0.8);
            assertThat(rates.claims().power())
                    .as(setting.name() + ": about .3 with two seeds, .5 and more with three")
                    .isGreaterThan(0.2);
        }
    }

    @Test
    void theSameSeedGivesTheSameRates() {
        StudySetting setting = StudySetting.nullSettings().get(0);
        assertThat(VerdictBenchmark.run(setting, 10, ITEMS, 3)).isEqualTo(VerdictBenchmark.run(setting, 10, ITEMS, 3));
    }
}
