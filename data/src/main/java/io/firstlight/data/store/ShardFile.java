package io.firstlight.data.store;

import io.firstlight.core.error.UserException;
import io.firstlight.core.file.ChannelReads;
import io.firstlight.data.store.RecordStore.ShardSummary;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** An open shard with its index. Thread-safe. */
final class ShardFile implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final ShardIndex index;

    private ShardFile(Path file, FileChannel channel, ShardIndex index) {
        this.file = file;
        this.channel = channel;
        this.index = index;
    }

    /** Opens all shards of a store, indexing those that are not yet; all or none. */
    static List<ShardFile> openAll(ShardFiles files, IndexFolder indices, ShardIndex.Builder builder) {
        List<ShardFile> shards = new ArrayList<>();
        try {
            for (Path file : files.shards()) {
                ShardIndex index = indices.open(file, shards.size(), builder);
                try {
                    shards.add(new ShardFile(file, FileChannel.open(file, StandardOpenOption.READ), index));
                } catch (IOException e) {
                    index.close();
                    throw new UserException("cannot read " + file + ": " + e.getMessage(), e);
                }
            }
            return List.copyOf(shards);
        } catch (RuntimeException e) {
            shards.forEach(ShardFile::close);
            throw e;
        }
    }

    Path file() {
        return file;
    }

    ShardIndex index() {
        return index;
    }

    ShardSummary summary() {
        return new ShardSummary(file.toString(), index.shardBytes(), index.rows(), index.sha256());
    }

    /**
     * Reads {@code length} bytes that begin at {@code from}.
     *
     * @throws UserException if the file has become shorter than its index says
     */
    byte[] read(long from, int length) {
        try {
            return ChannelReads.read(channel, from, length).array();
        } catch (EOFException e) {
            throw new UserException(
                    file + " ends at byte " + file.toFile().length()
                            + ", inside a record; it was cut since it was indexed. Bring the whole file back",
                    e);
        } catch (IOException e) {
            throw new UserException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        index.close();
        try {
            channel.close();
        } catch (IOException e) {
            throw new UserException("cannot close " + file + ": " + e.getMessage(), e);
        }
    }
}
