package io.firstlight.data.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstlight.core.random.KeyedPermutation;
import io.firstlight.core.random.KeyedRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleOrderTest {
    private static final long SEED = 20_261_127;

    private static long[] pass(ShardLayout layout, long pass, long window) {
        SampleOrder order = new SampleOrder(layout, new SampleOrder.Key(SEED, "test", pass), window);
        return LongStream.range(0, layout.rows()).map(order::at).toArray();
    }

    /** Shards of random sizes, some empty. */
    private static ShardLayout layout(KeyedRandom random) {
        long[] rows = new long[1 + random.nextInt(12)];
        Arrays.setAll(rows, shard -> random.nextInt(4) == 0 ? 0 : random.nextInt(60));
        rows[0] += 1;
        return ShardLayout.of(rows);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
    void everySampleComesOnceInEveryPassWhateverTheWindow(int trial) {
        ShardLayout layout = layout(KeyedRandom.of(SEED, "layouts", trial));
        for (long window : new long[] {1, 2, 7, 64, layout.rows(), 10_000}) {
            long[] sorted = pass(layout, trial, window);
            Arrays.sort(sorted);
            assertThat(sorted)
                    .as("seed %d, trial %d, window %d", SEED, trial, window)
                    .containsExactly(LongStream.range(0, layout.rows()).toArray());
        }
    }

    @Test
    void passesDifferAndEqualKeysGiveEqualOrders() {
        ShardLayout layout = ShardLayout.of(30, 50, 20);
        assertThat(pass(layout, 0, 16)).isEqualTo(pass(layout, 0, 16)).isNotEqualTo(pass(layout, 1, 16));
        assertThat(pass(layout, 0, 16)).isNotEqualTo(pass(layout, 0, 17));
    }

    @Test
    void anyPositionCanBeAskedForAloneInAnyOrder() {
        ShardLayout layout = ShardLayout.of(11, 0, 40, 3, 70);
        long[] inOrder = pass(layout, 2, 16);
        SampleOrder order = new SampleOrder(layout, new SampleOrder.Key(SEED, "test", 2), 16);
        KeyedRandom random = KeyedRandom.of(SEED, "jumps", 0);
        for (int i = 0; i < 500; i++) {
            int position = random.nextInt((int) layout.rows());
            assertThat(order.at(position)).isEqualTo(inOrder[position]);
        }
    }

    @Test
    void aWindowTouchesOnlyTheShardsThatLieUnderIt() {
        long[] rows = new long[100];
        Arrays.fill(rows, 50);
        ShardLayout layout = ShardLayout.of(rows);
        long[] order = pass(layout, 0, 200);
        Set<Integer> shardsOfAll = new HashSet<>();
        for (int window = 0; window < order.length / 200; window++) {
            Set<Integer> shards = new HashSet<>();
            for (int i = 0; i < 200; i++) {
                shards.add(layout.shardOf(order[window * 200 + i]));
            }
            assertThat(shards).as("window %d is of 4 whole shards", window).hasSize(4);
            if (window == 0) {
                assertThat(shards).as("shards are permuted, seed %d", SEED).isNotEqualTo(Set.of(0, 1, 2, 3));
            }
            shardsOfAll.addAll(shards);
        }
        assertThat(shardsOfAll).hasSize(100);
    }

    @Test
    void theOrderOfOneWindowIsThePermutationThatSourcesHadBefore() {
        KeyedPermutation before = new KeyedPermutation(1000, SEED, "test", 3);
        assertThat(pass(ShardLayout.of(1000), 3, 1000))
                .isEqualTo(LongStream.range(0, 1000).map(before::at).toArray());
        assertThat(pass(ShardLayout.of(1000), 3, SampleOrder.WINDOW_ROWS))
                .isEqualTo(pass(ShardLayout.of(1000), 3, 1000));
    }

    @Test
    void aHugeSourceCostsNoMemoryForItsRows() {
        long rows = 1L << 50;
        SampleOrder order = new SampleOrder(ShardLayout.of(rows, rows), new SampleOrder.Key(SEED, "huge", 0), 1L << 18);
        Set<Long> seen = new HashSet<>();
        for (long position = 2 * rows - 1000; position < 2 * rows; position++) {
            assertThat(order.at(position)).isBetween(0L, 2 * rows - 1);
            seen.add(order.at(position));
        }
        assertThat(seen).hasSize(1000);
    }

    @Test
    void aLayoutFindsTheShardOfEverySample() {
        ShardLayout layout = ShardLayout.of(0, 3, 0, 0, 2, 0);
        assertThat(LongStream.range(0, 5).mapToInt(layout::shardOf).toArray()).containsExactly(1, 1, 1, 4, 4);
        assertThat(layout.firstOf(4)).isEqualTo(3);
    }
}
