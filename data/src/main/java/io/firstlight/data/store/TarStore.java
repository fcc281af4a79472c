package io.firstlight.data.store;

import io.firstlight.core.error.UserException;
import io.firstlight.data.sample.BadSampleException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Uncompressed tar archives. Members that share everything before the first dot of their names are one record; what
 * follows the dot names the field: {@code 0001.png} and {@code 0001.txt} are the fields {@code png} and {@code txt} of
 * the record {@code 0001}. Members of a record need not lie together.
 */
final class TarStore extends IndexedShards {
    private TarStore(List<ShardFile> shards) {
        super(shards);
    }

    static RecordStore open(ShardFiles files, IndexFolder indices) {
        return new TarStore(ShardFile.openAll(files, indices, TarIndexer::index));
    }

    @Override
    public DataRecord read(int shard, long row) throws BadSampleException {
        ShardFile file = shard(shard);
        ByteBuffer entry = file.index().entry(row);
        String key = text(entry);
        Map<String, byte[]> members = new LinkedHashMap<>();
        while (entry.hasRemaining()) {
            String field = text(entry);
            long offset = entry.getLong();
            long size = entry.getLong();
            if (size > Integer.MAX_VALUE - 8) {
                throw new BadSampleException(
                        file.file() + ", member " + key + "." + field,
                        "it has " + size + " bytes; a member may have at most " + (Integer.MAX_VALUE - 8));
            }
            members.put(field, file.read(offset, (int) size));
        }
        String only = members.size() == 1 ? "." + members.keySet().iterator().next() : "";
        return DataRecord.ofMembers(file.file() + ", member " + key + only, key, members);
    }

    @Override
    public Optional<Address> find(String key) {
        long hash = ShardIndex.hash(key);
        try {
            for (int shard = 0; shard < shards(); shard++) {
                ShardIndex index = shard(shard).index();
                OptionalLong first = index.findFirst(hash);
                for (long at = first.orElse(index.numKeys()); at < index.numKeys(); at++) {
                    if (index.keyHash(at) != hash) {
                        break;
                    }
                    if (text(index.entry(index.keyRow(at))).equals(key)) {
                        return Optional.of(new Address(shard, index.keyRow(at)));
                    }
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UserException("cannot look up '" + key + "': " + e.getMessage(), e);
        }
    }

    private static String text(ByteBuffer entry) {
        byte[] bytes = new byte[entry.getInt()];
        entry.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
