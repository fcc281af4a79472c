package io.firstlight.data.source;

import java.util.Arrays;

/**
 * How many samples each shard of a source has. Samples are numbered through the shards, so that the index of a sample
 * names a shard and a place in it. Immutable.
 */
public final class ShardLayout {
    /** Where each shard begins; one more entry for the end. */
    private final long[] begins;

    private ShardLayout(long[] begins) {
        this.begins = begins;
    }

    /**
     * The layout of shards with the given numbers of rows.
     *
     * @param rows number of rows of each shard, in order; may be 0
     */
    public static ShardLayout of(long... rows) {
        long[] begins = new long[rows.length + 1];
        for (int shard = 0; shard < rows.length; shard++) {
            if (rows[shard] < 0) {
                throw new IllegalArgumentException("shard " + shard + " has " + rows[shard] + " rows");
            }
            begins[shard + 1] = begins[shard] + rows[shard];
        }
        return new ShardLayout(begins);
    }

    public int shards() {
        return begins.length - 1;
    }

    /** Samples of all shards. */
    public long rows() {
        return begins[begins.length - 1];
    }

    /** Samples of one shard. */
    public long rows(int shard) {
        return begins[shard + 1] - begins[shard];
    }

    /** Index of the first sample of a shard. */
    public long firstOf(int shard) {
        return begins[shard];
    }

    /** The shard that the sample at {@code index} lies in. */
    public int shardOf(long index) {
        if (index < 0 || index >= rows()) {
            throw new IndexOutOfBoundsException("sample " + index + " of " + rows());
        }
        int found = Arrays.binarySearch(begins, index);
        int shard = found >= 0 ? found : -found - 2;
        while (rows(shard) == 0) {
            shard++;
        }
        return shard;
    }
}
