package io.firstlight.data.store;

import java.util.List;

/** A store over indexed shard files: everything that does not depend on how a record lies in its shard. */
abstract class IndexedShards implements RecordStore {
    private final ShardFiles files;
    private final List<ShardFile> shards;

    /** Opens all shards, indexing those that are not yet; all or none. */
    IndexedShards(ShardFiles files, IndexFolder indices, ShardIndex.Builder builder) {
        this.files = files;
        this.shards = ShardFile.openAll(files, indices, builder);
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
    public final String words() {
        return files.words();
    }

    @Override
    public final void close() {
        shards.forEach(ShardFile::close);
    }
}
