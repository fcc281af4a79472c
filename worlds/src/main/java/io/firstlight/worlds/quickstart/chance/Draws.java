package io.firstlight.worlds.quickstart.chance;

import io.firstlight.core.random.KeyedRandom;
import java.util.ArrayList;
import java.util.List;

/** Draws from lists and ranges under one keyed stream: (seed, purpose, position) decides everything. */
public final class Draws {
    private final KeyedRandom random;

    private Draws(KeyedRandom random) {
        this.random = random;
    }

    public static Draws of(long seed, String purpose, long position) {
        return new Draws(KeyedRandom.of(seed, "quickstart/" + purpose, position));
    }

    /** From {@code low} to {@code high}, both included. */
    public int integer(int low, int high) {
        // Multiply-shift: no rejection, so a stream always moves by one.
        return low + (int) (((random.nextLong() >>> 33) * (high - low + 1L)) >>> 31);
    }

    /** From {@code low} (included) to {@code high} (excluded). */
    public double number(double low, double high) {
        return low + (high - low) * ((random.nextLong() >>> 11) * 0x1.0p-53);
    }

    public boolean chance(double probability) {
        return number(0, 1) < probability;
    }

    public <T> T one(List<T> list) {
        return list.get(integer(0, list.size() - 1));
    }

    /** {@code count} different positions of the list, in random order. */
    public <T> List<T> some(List<T> list, int count) {
        return shuffled(list).subList(0, count);
    }

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
