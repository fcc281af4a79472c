package io.firstlight.core.random;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/**
 * Random numbers that are a pure function of (seed, purpose, position): never of threads, ranks or restarts. Two
 * generators with the same three arguments give the same stream on every machine; different purposes are independent.
 *
 * <p>The stream is SplitMix64 (Steele, Lea, Flood, OOPSLA 2014) started at a hash of the three arguments. Not
 * thread-safe: make one per use, which costs a few nanoseconds.
 */
public final class KeyedRandom implements RandomGenerator {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private long state;

    private KeyedRandom(long state) {
        this.state = state;
    }

    /** The generator for {@code position} of {@code purpose} (for example "shuffle/captions") under {@code seed}. */
    public static KeyedRandom of(long seed, String purpose, long position) {
        return new KeyedRandom(mix(mix(mix(seed ^ GOLDEN_GAMMA) ^ hash(purpose)) + position * GOLDEN_GAMMA));
    }

    @Override
    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** FNV-1a over the UTF-8 bytes, 64 bits. */
    private static long hash(String text) {
        long h = 0xcbf29ce484222325L;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            h = (h ^ (b & 0xff)) * 0x100000001b3L;
        }
        return h;
    }

    static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
