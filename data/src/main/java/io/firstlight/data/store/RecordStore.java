package io.firstlight.data.store;

import io.firstlight.data.sample.BadSampleException;

/**
 * Records in shards, read at random by shard and row. What a record means is the business of a
 * {@link io.firstlight.data.format.SampleFormat}. Counts come from the shards' indices: opening a store that is indexed
 * reads none of its records, and no more than a few numbers per shard are held in memory. Reads are positioned, so
 * several threads may read at once.
 */
public interface RecordStore extends AutoCloseable {
    /** Number of shards, at least 1. */
    int shards();

    /** Number of records in a shard, damaged ones included. */
    long rows(int shard);

    /**
     * One record.
     *
     * @param shard in {@code 0 .. shards()-1}
     * @param row in {@code 0 .. rows(shard)-1}
     * @throws BadSampleException naming the place, if this record is damaged and others may be fine
     * @throws io.firstlight.core.error.UserException if the shard cannot be read at all
     */
    DataRecord read(int shard, long row) throws BadSampleException;

    /** Size of all shards. */
    long sizeBytes();

    /** Name, size, number of records and content hash of a shard, from its index. */
    ShardSummary summary(int shard);

    /** The shards as one line of text, for messages. */
    String words();

    @Override
    void close();

    /** Number of records in all shards. */
    default long rows() {
        long rows = 0;
        for (int shard = 0; shard < shards(); shard++) {
            rows += rows(shard);
        }
        return rows;
    }

    /**
     * What is known of a shard without reading it.
     *
     * @param file its path, for messages
     * @param sizeBytes its size
     * @param rows its number of records
     * @param sha256 of its content, 64 lower-case hexadecimal digits
     */
    record ShardSummary(String file, long sizeBytes, long rows, String sha256) {}
}
