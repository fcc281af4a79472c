package io.firstlight.data.store;

import io.firstlight.data.sample.BadSampleException;
import java.util.List;
import java.util.stream.Stream;

/**
 * A store whose records have keys of their own. The indices hold the keys, and the names and places of the fields: a
 * record is found by its key, and its fields are listed, without reading any content.
 */
public interface KeyedRecordStore extends RecordStore {
    /**
     * Keys and fields of the records of a shard, in the order of its rows, read from the index as the stream goes on.
     *
     * @param shard in {@code 0 .. shards()-1}
     */
    Stream<RecordSummary> summaries(int shard);

    /** The records with {@code key}, in the order of the shards: a shard holds a key once at most. */
    List<RecordSummary> find(String key);

    /**
     * One field of a record, without reading the others.
     *
     * @param record a summary that this store gave
     * @param field one of its fields
     * @return a record of this field alone
     * @throws BadSampleException naming the place, if the field is damaged and others may be fine
     * @throws io.firstlight.core.error.UserException if the shard cannot be read at all
     */
    DataRecord readField(RecordSummary record, FieldSummary field) throws BadSampleException;

    /**
     * What is known of a record without reading it.
     *
     * @param shard in which it lies
     * @param key what it is called in its shard
     * @param fields in the order of the shard
     */
    record RecordSummary(int shard, String key, List<FieldSummary> fields) {
        public RecordSummary {
            fields = List.copyOf(fields);
        }
    }

    /**
     * What is known of a field without reading it.
     *
     * @param offset of its content in the shard, in bytes
     * @param sizeBytes of its content
     */
    record FieldSummary(String name, long offset, long sizeBytes) {}
}
