package io.firstlight.core.random;

/**
 * A random order of {@code 0 .. size-1} in constant memory, a pure function of (seed, purpose, epoch): position
 * {@code i} of the order is computed alone, so a cursor into a shuffled source is one number and resuming costs
 * nothing.
 *
 * <p>A four-round Feistel network over the next even power of two, with cycle walking back into the range (Black and
 * Rogaway, CT-RSA 2002). Immutable and thread-safe.
 */
public final class KeyedPermutation {
    private static final int ROUNDS = 4;
    private final long size;
    private final int halfBits;
    private final long halfMask;
    private final long[] roundKeys = new long[ROUNDS];

    public KeyedPermutation(long size, long seed, String purpose, long epoch) {
        if (size < 1) {
            throw new IllegalArgumentException("a permutation needs at least one element, found size " + size);
        }
        this.size = size;
        int bits = Math.max(2, 64 - Long.numberOfLeadingZeros(size - 1));
        this.halfBits = (bits + 1) / 2;
        this.halfMask = (1L << halfBits) - 1;
        KeyedRandom keys = KeyedRandom.of(seed, "permutation/" + purpose, epoch);
        for (int r = 0; r < ROUNDS; r++) {
            roundKeys[r] = keys.nextLong();
        }
    }

    /** The element at {@code position} of the order. */
    public long at(long position) {
        if (position < 0 || position >= size) {
            throw new IndexOutOfBoundsException("position " + position + " of a permutation of " + size);
        }
        long value = position;
        do {
            value = encrypt(value);
        } while (value >= size);
        return value;
    }

    private long encrypt(long value) {
        long left = value >>> halfBits;
        long right = value & halfMask;
        for (long key : roundKeys) {
            long next = left ^ (KeyedRandom.mix(right ^ key) & halfMask);
            left = right;
            right = next;
        }
        return (left << halfBits) | right;
    }
}
