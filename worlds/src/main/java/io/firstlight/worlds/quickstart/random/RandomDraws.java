package io.firstlight.worlds.quickstart.random;

import io.firstlight.core.random.KeyedRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Random numbers and random choices from lists, all from one keyed stream: the stream is a pure function of (seed,
 * purpose, position). Not thread-safe.
 */
public final class RandomDraws {
    private final KeyedRandom random;

    private RandomDraws(KeyedRandom random) {
        this.random = random;
    }

    /**
     * The stream of one position under one purpose.
     *
     * @param purpose what is drawn, for example "text/dog"; streams of different purposes are independent
     * @param position index of the document, image or item
     */
    public static RandomDraws of(long seed, String purpose, long position) {
        return new RandomDraws(KeyedRandom.of(seed, "quickstart/" + purpose, position));
    }

    /** A uniform integer from {@code low} to {@code high}, both included. */
    public int integer(int low, int high) {
        // Multiply-shift without rejection, so that every draw takes exactly one number from the stream.
        return low + (int) (((random.nextLong() >>> 33) * (high - low + 1L)) >>> 31);
    }

    /** A uniform number from {@code low} (included) to {@code high} (excluded). */
    public double number(double low, double high) {
        return low + (high - low) * ((random.nextLong() >>> 11) * 0x1.0p-53);
    }

    /** True with the given probability. */
    public boolean chance(double probability) {
        return number(0, 1) < probability;
    }

    /** A uniformly chosen element of the list. */
    public <T> T one(List<T> list) {
        return list.get(integer(0, list.size() - 1));
    }

    /** {@code count} elements at different positions of the list, in random order. */
    public <T> List<T> some(List<T> list, int count) {
        return shuffled(list).subList(0, count);
    }

    /** A copy of the list in random order (Fisher-Yates). */
    public <T> List<T> shuffled(List<T> list) {
        List<T> copy = new ArrayList<>(list);
        for (int i = copy.size() - 1; i > 0; i--) {
            int j = integer(0, i);
            T moved = copy.get(i);
            copy.set(i, copy.get(j));
            copy.set(j, moved);
        }
        return copy;
    }
}
