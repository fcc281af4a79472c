package io.firstlight.core.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class KeyedPermutationTest {
    private static final int EVERY_SIZE_UP_TO = 2000;

    private static long[] order(long size, long seed, String purpose, long epoch) {
        KeyedPermutation permutation = new KeyedPermutation(size, seed, purpose, epoch);
        return LongStream.range(0, size).map(permutation::at).toArray();
    }

    @Test
    void everySizeIsABijection() {
        for (int size = 1; size <= EVERY_SIZE_UP_TO; size++) {
            for (long seed : new long[] {0, 1, -7}) {
                requireBijection(size, seed);
            }
        }
    }

    @Test
    void largeSizesAreBijectionsToo() {
        long drawn = System.nanoTime();
        System.out.println("sizes of permutations drawn with seed " + drawn);
        Random random = new Random(drawn);
        for (int i = 0; i < 6; i++) {
            requireBijection(EVERY_SIZE_UP_TO + random.nextInt(300_000), random.nextLong());
        }
        for (int power : new int[] {12, 15, 17}) {
            requireBijection((1 << power) - 1, drawn);
            requireBijection(1 << power, drawn);
            requireBijection((1 << power) + 1, drawn);
        }
    }

    private static void requireBijection(int size, long seed) {
        KeyedPermutation permutation = new KeyedPermutation(size, seed, "test", 0);
        BitSet seen = new BitSet(size);
        for (int position = 0; position < size; position++) {
            long element = permutation.at(position);
            if (element < 0 || element >= size || seen.get((int) element)) {
                throw new AssertionError("size " + size + ", seed " + seed + ": position " + position + " gives "
                        + element + ", which is " + (element >= 0 && element < size ? "given twice" : "out of range"));
            }
            seen.set((int) element);
        }
    }

    @Test
    void sizesBeyondAnArrayStayInRangeAndApart() {
        long size = (1L << 40) + 12_345;
        KeyedPermutation permutation = new KeyedPermutation(size, 3, "test", 0);
        long[] sample = LongStream.concat(LongStream.range(0, 50_000), LongStream.range(size - 50_000, size))
                .map(permutation::at)
                .sorted()
                .toArray();
        assertThat(sample[0]).isNotNegative();
        assertThat(sample[sample.length - 1]).isLessThan(size);
        assertThat(Arrays.stream(sample).distinct().count()).isEqualTo(sample.length);
    }

    @Test
    void theOrderDependsOnSeedPurposeAndEpochAlone() {
        long[] order = order(100, 5, "a", 2);
        assertThat(order(100, 5, "a", 2)).isEqualTo(order);
        assertThat(order(100, 6, "a", 2)).isNotEqualTo(order);
        assertThat(order(100, 5, "b", 2)).isNotEqualTo(order);
        assertThat(order(100, 5, "a", 3)).isNotEqualTo(order);
    }

    /** Chi-squared over (position in 10 parts, element in 10 parts): 81 degrees of freedom, 99.99 % below 139. */
    @Test
    void elementsOfEveryPartGoToEveryPart() {
        int size = 1000;
        int orders = 200;
        int[][] counts = new int[10][10];
        for (int epoch = 0; epoch < orders; epoch++) {
            long[] order = order(size, 11, "mixing", epoch);
            for (int position = 0; position < size; position++) {
                counts[position / 100][(int) order[position] / 100]++;
            }
        }
        double expected = orders * size / 100.0;
        double chiSquared = 0;
        for (int[] row : counts) {
            for (int count : row) {
                chiSquared += (count - expected) * (count - expected) / expected;
            }
        }
        assertThat(chiSquared).isLessThan(139);
    }

    @Test
    void impossibleSizesAndPositionsAreRefused() {
        assertThatThrownBy(() -> new KeyedPermutation(0, 1, "test", 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found size 0");
        KeyedPermutation permutation = new KeyedPermutation(3, 1, "test", 0);
        assertThatThrownBy(() -> permutation.at(3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> permutation.at(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
