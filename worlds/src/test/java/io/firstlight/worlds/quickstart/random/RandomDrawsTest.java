package io.firstlight.worlds.quickstart.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomDrawsTest {
    private static final List<Integer> TEN = IntStream.range(0, 10).boxed().toList();

    @Test
    void integersAreUniformOverBothBounds() {
        RandomDraws draws = RandomDraws.of(1, "integers", 0);
        Map<Integer, Integer> counts = new HashMap<>();
        for (int i = 0; i < 60_000; i++) {
            counts.merge(draws.integer(-2, 3), 1, Integer::sum);
        }
        assertThat(counts).containsOnlyKeys(-2, -1, 0, 1, 2, 3);
        // 10,000 each, with a standard deviation of 91.
        assertThat(counts.values()).allSatisfy(n -> assertThat(n).isBetween(9_500, 10_500));
    }

    @Test
    void everyElementIsEquallyOftenAtEveryPositionOfAShuffledList() {
        int[][] counts = new int[10][10];
        for (int i = 0; i < 20_000; i++) {
            List<Integer> shuffled = RandomDraws.of(1, "shuffled", i).shuffled(TEN);
            assertThat(shuffled).containsExactlyInAnyOrderElementsOf(TEN);
            for (int at = 0; at < 10; at++) {
                counts[shuffled.get(at)][at]++;
            }
        }
        // 2,000 each, with a standard deviation of 42.
        for (int[] row : counts) {
            assertThat(row)
                    .satisfies(r -> assertThat(IntStream.of(r).boxed().toList())
                            .allSatisfy(n -> assertThat(n).isBetween(1_750, 2_250)));
        }
    }

    @Test
    void someElementsAreOfDifferentPositions() {
        for (int i = 0; i < 200; i++) {
            assertThat(RandomDraws.of(2, "some", i).some(TEN, 4)).hasSize(4).doesNotHaveDuplicates();
        }
    }

    @Test
    void aStreamIsAFunctionOfSeedPurposeAndPosition() {
        List<Integer> first = RandomDraws.of(1, "purpose", 0).shuffled(TEN);
        assertThat(RandomDraws.of(1, "purpose", 0).shuffled(TEN)).isEqualTo(first);
        assertThat(RandomDraws.of(2, "purpose", 0).shuffled(TEN)).isNotEqualTo(first);
        assertThat(RandomDraws.of(1, "another purpose", 0).shuffled(TEN)).isNotEqualTo(first);
        assertThat(RandomDraws.of(1, "purpose", 1).shuffled(TEN)).isNotEqualTo(first);
    }
}
