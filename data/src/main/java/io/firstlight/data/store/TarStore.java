package io.firstlight.data.store;

import io.firstlight.data.sample.BadSampleException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Uncompressed tar archives. Members that share everything before the first dot of their names are one record; what
 * follows the dot names the field: {@code 0001.png} and {@code 0001.txt} are the fields {@code png} and {@code txt} of
 * the record {@code 0001}. Members of a record need not lie together.
 */
final class TarStore extends IndexedShards implements KeyedRecordStore {
    TarStore(ShardFiles files, IndexFolder indices) {
        super(files, indices, TarIndexer::index);
    }

    @Override
    public DataRecord read(int shard, long row) throws BadSampleException {
        RecordSummary record = summary(shard, row);
        Map<String, byte[]> members = new LinkedHashMap<>();
        for (FieldSummary field : record.fields()) {
            members.put(field.name(), content(record, field));
        }
        String only = members.size() == 1 ? "." + record.fields().get(0).name() : "";
        return DataRecord.ofMembers(place(record) + only, record.key(), members);
    }

    @Override
    public DataRecord readField(RecordSummary record, FieldSummary field) throws BadSampleException {
        return DataRecord.ofMembers(
                place(record) + "." + field.name(), record.key(), Map.of(field.name(), content(record, field)));
    }

    private byte[] content(RecordSummary record, FieldSummary field) throws BadSampleException {
        if (field.sizeBytes() > Integer.MAX_VALUE - 8) {
            throw new BadSampleException(
                    place(record) + "." + field.name(),
                    "it has " + field.sizeBytes() + " bytes; a member may have at most " + (Integer.MAX_VALUE - 8));
        }
        return shard(record.shard()).read(field.offset(), (int) field.sizeBytes());
    }

    private String place(RecordSummary record) {
        return shard(record.shard()).file() + ", member " + record.key();
    }

    @Override
    public List<RecordSummary> find(String key) {
        long hash = ShardIndex.hash(key);
        List<RecordSummary> found = new ArrayList<>(1);
        for (int shard = 0; shard < shards(); shard++) {
            for (long row : shard(shard).index().rowsOf(hash)) {
                RecordSummary record = summary(shard, row);
                if (record.key().equals(key)) {
                    found.add(record);
                }
            }
        }
        return found;
    }

    @Override
    public Stream<RecordSummary> summaries(int shard) {
        return shard(shard).index().entries().map(entry -> summary(shard, entry));
    }

    private RecordSummary summary(int shard, long row) {
        return summary(shard, shard(shard).index().entry(row));
    }

    private static RecordSummary summary(int shard, ByteBuffer entry) {
        String key = text(entry);
        List<FieldSummary> fields = new ArrayList<>(1);
        while (entry.hasRemaining()) {
            fields.add(new FieldSummary(text(entry), entry.getLong(), entry.getLong()));
        }
        return new RecordSummary(shard, key, fields);
    }

    private static String text(ByteBuffer entry) {
        byte[] bytes = new byte[entry.getInt()];
        entry.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
