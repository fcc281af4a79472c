package io.firstlight.data.source;

import io.firstlight.core.random.KeyedPermutation;

/**
 * The order in which one pass goes through a source: the shards are permuted and laid end to end, and that sequence is
 * permuted within windows of {@link #WINDOW_ROWS}. A pure function of (layout, seed, purpose, pass); every sample comes
 * exactly once. A pass touches few shards at a time, so shards can be fetched and dropped as it goes on. A source of at
 * most one window is permuted as a whole.
 *
 * <p>Memory does not depend on the number of samples: one permutation is held, and one number per shard. Any position
 * can be asked for, so a cursor is one number; asking in ascending order is fast. Not thread-safe.
 */
public final class SampleOrder {
    /** Samples among which the order is random. */
    public static final long WINDOW_ROWS = 1L << 18;

    private static final int MOST_PASSES_BITS = 32;
    private final ShardLayout layout;
    private final long windowRows;
    private final Key key;
    /** The shards in this pass's order, with where each begins in the sequence. */
    private final ShardLayout sequence;

    private final int[] shardAt;
    private KeyedPermutation window;
    private long windowNumber = -1;

    /**
     * What an order is a function of, besides the layout.
     *
     * @param purpose names the stream and the source
     * @param pass number of earlier passes over the source
     */
    public record Key(long seed, String purpose, long pass) {
        public Key {
            if (pass < 0 || pass >= 1L << MOST_PASSES_BITS) {
                throw new IllegalArgumentException("pass " + pass + " of an order");
            }
        }
    }

    /** The order with the default window, {@link #WINDOW_ROWS}. */
    public SampleOrder(ShardLayout layout, Key key) {
        this(layout, key, WINDOW_ROWS);
    }

    SampleOrder(ShardLayout layout, Key key, long windowRows) {
        if (windowRows < 1) {
            throw new IllegalArgumentException("a window of " + windowRows + " rows");
        }
        this.layout = layout;
        this.windowRows = windowRows;
        this.key = key;
        this.shardAt = new int[layout.shards()];
        long[] rows = new long[layout.shards()];
        KeyedPermutation shards =
                new KeyedPermutation(layout.shards(), key.seed(), key.purpose() + "/shards", key.pass());
        for (int place = 0; place < rows.length; place++) {
            shardAt[place] = (int) shards.at(place);
            rows[place] = layout.rows(shardAt[place]);
        }
        this.sequence = ShardLayout.of(rows);
    }

    /** Index of the sample at {@code position}, in {@code 0 .. layout.rows()-1}, of this pass. */
    public long at(long position) {
        if (position < 0 || position >= layout.rows()) {
            throw new IndexOutOfBoundsException("position " + position + " of " + layout.rows());
        }
        long number = position / windowRows;
        if (number != windowNumber) {
            long size = Math.min(windowRows, layout.rows() - number * windowRows);
            // The first window has the number of the pass alone: the order of a source of one window.
            window = new KeyedPermutation(size, key.seed(), key.purpose(), key.pass() + (number << MOST_PASSES_BITS));
            windowNumber = number;
        }
        long inSequence = number * windowRows + window.at(position % windowRows);
        int place = sequence.shardOf(inSequence);
        return layout.firstOf(shardAt[place]) + inSequence - sequence.firstOf(place);
    }
}
