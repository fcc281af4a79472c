package io.firstlight.data.format;

import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.source.ShardLayout;
import io.firstlight.data.store.RecordStore;
import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * Which records of a store are samples of a source: all of them, or those that the format's options admit. The latter
 * are found by one pass over the store when the source is opened and take 4 bytes of memory each.
 */
final class AdmittedRows {
    private final ShardLayout layout;
    /** By shard the rows that are admitted, ascending; empty if all are. */
    private final int[][] rows;

    private AdmittedRows(ShardLayout layout, int[][] rows) {
        this.layout = layout;
        this.rows = rows;
    }

    static AdmittedRows of(RecordStore store, SampleFormat format) {
        if (format.admitsAll()) {
            long[] sizes = new long[store.shards()];
            Arrays.setAll(sizes, store::rows);
            return new AdmittedRows(ShardLayout.of(sizes), new int[0][]);
        }
        int[][] rows = new int[store.shards()][];
        Arrays.setAll(
                rows,
                shard -> LongStream.range(0, store.rows(shard))
                        .filter(row -> admits(store, format, shard, row))
                        .mapToInt(Math::toIntExact)
                        .toArray());
        return new AdmittedRows(
                ShardLayout.of(Arrays.stream(rows)
                        .mapToLong(admitted -> admitted.length)
                        .toArray()),
                rows);
    }

    private static boolean admits(RecordStore store, SampleFormat format, int shard, long row) {
        try {
            return format.admits(store.read(shard, row));
        } catch (BadSampleException e) {
            // Admitted, so that it is counted and quarantined when it is drawn.
            return true;
        }
    }

    ShardLayout layout() {
        return layout;
    }

    /** The row in the store of the sample at {@code place} in a shard. */
    long row(int shard, long place) {
        return rows.length == 0 ? place : rows[shard][Math.toIntExact(place)];
    }
}
