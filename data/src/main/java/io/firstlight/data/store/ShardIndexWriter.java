package io.firstlight.data.store;

import io.firstlight.core.file.Checksums;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Writes a {@link ShardIndex} while a shard is read or written, from front to back. Holds 8 bytes of memory a record,
 * 24 for stores with keys. Not thread-safe.
 */
final class ShardIndexWriter implements AutoCloseable {
    private final Path file;
    private final DataOutputStream out;
    private final MessageDigest shard = Checksums.newSha256();
    private final LongList bounds = new LongList();
    private final LongList hashes = new LongList();
    private long shardBytes;
    private long entryBytes;
    private boolean hasEntries;

    private ShardIndexWriter(Path file, DataOutputStream out) {
        this.file = file;
        this.out = out;
    }

    static ShardIndexWriter create(Path file) throws IOException {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(
                Files.newOutputStream(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING),
                1 << 16));
        out.write(new byte[ShardIndex.HEADER_BYTES]);
        return new ShardIndexWriter(file, out);
    }

    /** The next bytes of the shard: every byte of it passes here once. */
    void shardBytes(byte[] bytes, int from, int length) {
        shard.update(bytes, from, length);
        shardBytes += length;
    }

    /** Bytes of the shard that passed so far. */
    long position() {
        return shardBytes;
    }

    /** A record begins at {@code place} in the shard; records without entries need a last call for their end. */
    void bound(long place) {
        bounds.add(place);
    }

    /** A record with an entry of its own in the index, found again by its key. */
    void entry(String key, byte[] entry) throws IOException {
        hasEntries = true;
        bounds.add(entryBytes);
        hashes.add(ShardIndex.hash(key));
        out.write(entry);
        entryBytes += entry.length;
    }

    /** Writes the tables and, last, the header. */
    void finish() throws IOException {
        if (hasEntries || bounds.size() == 0) {
            bounds.add(hasEntries ? entryBytes : 0);
        }
        for (int i = 0; i < bounds.size(); i++) {
            out.writeLong(bounds.get(i));
        }
        writeKeys();
        out.close();
        long boundsAt = ShardIndex.HEADER_BYTES + entryBytes;
        try (RandomAccessFile header = new RandomAccessFile(file.toFile(), "rw")) {
            Channels.newOutputStream(header.getChannel())
                    .write(ShardIndex.headerBytes(
                                    shardBytes,
                                    bounds.size() - 1L,
                                    hasEntries ? ShardIndex.HEADER_BYTES : -1,
                                    boundsAt,
                                    boundsAt + (long) bounds.size() * Long.BYTES,
                                    shard.digest())
                            .array());
            header.getChannel().force(true);
        }
    }

    private void writeKeys() throws IOException {
        Long[] rows = new Long[hashes.size()];
        Arrays.setAll(rows, row -> (long) row);
        Arrays.sort(rows, (a, b) -> Long.compare(hashes.get(a.intValue()), hashes.get(b.intValue())));
        for (long row : rows) {
            out.writeLong(hashes.get((int) row));
            out.writeLong(row);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }

    /** Numbers, growing. */
    private static final class LongList {
        private long[] values = new long[1024];
        private int size;

        void add(long value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        long get(int i) {
            return values[i];
        }

        int size() {
            return size;
        }
    }
}
