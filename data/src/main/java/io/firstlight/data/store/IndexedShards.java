package io.firstlight.data.store;

import java.util.List;

/** A store over indexed shard files: everything that does not depend on how a record lies in its shard. */
abstract class IndexedShards implements RecordStore {
    private final List<ShardFile> shards;

    IndexedShards(List<ShardFile> shards) {
        this.shards = shards;
    }

    final ShardFile shard(int shard) {
        return shards.get(shard);
    }

    @Override
    public final int shards() {
        return shards.size();
    }

    @Override
    public final long rows(int shard) {
        return shards.get(shard).index().rows();
    }

    @Override
    public final long sizeBytes() {
        return shards.stream().mapToLong(shard -> shard.index().shardBytes()).sum();
    }

    @Override
    public final ShardSummary summary(int shard) {
        return shards.get(shard).summary();
    }

    @Override
    public final void close() {
        shards.forEach(ShardFile::close);
    }
}
