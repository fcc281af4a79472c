package io.firstlight.data.store;

import io.firstlight.core.error.UserException;
import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.file.ChannelReads;
import io.firstlight.core.file.Checksums;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of one shard: its size, content hash, number of records, and for each record an entry. A file of its
 * own, read at random; no part of it is held in memory. Layout, big-endian:
 *
 * <pre>
 * header   magic, version, size and SHA-256 of the shard, rows, where bounds and keys begin, SHA-256 of the header
 * entries  bytes of row 0, row 1, ... (empty where bounds point into the shard itself)
 * bounds   rows + 1 longs: entry i is from bounds[i] to bounds[i + 1]
 * keys     for each row with a key, sorted: hash of the key, row (empty for stores without keys)
 * </pre>
 *
 * <p>Thread-safe.
 */
final class ShardIndex implements AutoCloseable {
    private static final long MAGIC = 0x464c_494e_4445_5801L; // "FLINDEX", version 1
    private static final int NUMBERS = 6 * Long.BYTES;
    private static final int SHA_BYTES = 32;
    static final int HEADER_BYTES = NUMBERS + 2 * SHA_BYTES;

    private final Path file;
    private final FileChannel channel;
    private final Header header;

    /**
     * The header of an index file.
     *
     * @param shardBytes size of the shard
     * @param rows number of records
     * @param entriesAt where entries begin in the index, or -1 if bounds are offsets in the shard
     * @param boundsAt where the bounds begin
     * @param keysAt where the keys begin; the end of the file for a store without keys
     */
    private record Header(long shardBytes, long rows, long entriesAt, long boundsAt, long keysAt, byte[] sha256) {}

    /** Reads a shard once, from its beginning to its end. */
    interface Builder {
        /**
         * Writes the index of a shard.
         *
         * @throws UserException if the shard as a whole is damaged
         */
        void build(Path shard, ShardIndexWriter writer) throws IOException;
    }

    private ShardIndex(Path file, FileChannel channel, Header header) {
        this.file = file;
        this.channel = channel;
        this.header = header;
    }

    /** Indexes {@code shard} and puts the index at {@code file}, whole or not at all. */
    static void build(Path file, Path shard, Builder builder) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        // A name of its own, since two stages may index the same data at the same time.
        Path partial = file.resolveSibling(file.getFileName() + "."
                + ProcessHandle.current().pid() + "-" + Thread.currentThread().getId() + AtomicFiles.PARTIAL);
        try {
            try (ShardIndexWriter writer = ShardIndexWriter.create(partial)) {
                builder.build(shard, writer);
                writer.finish();
            }
            AtomicFiles.rename(partial, file);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** Indexes {@code shard} for as long as the index is open. */
    static ShardIndex buildTemporary(Path shard, Builder builder) throws IOException {
        Path file = Files.createTempFile("firstlight-", IndexFolder.ENDING);
        try {
            try (ShardIndexWriter writer = ShardIndexWriter.create(file)) {
                builder.build(shard, writer);
                writer.finish();
            }
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.DELETE_ON_CLOSE);
            return new ShardIndex(file, channel, header(channel).orElseThrow());
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** The index at {@code file}; empty if it is damaged, of another version, or of a shard of another size. */
    static Optional<ShardIndex> openIfFits(Path file, Path shard) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            Optional<Header> header = header(channel);
            if (header.isPresent() && header.get().shardBytes() == Files.size(shard)) {
                return Optional.of(new ShardIndex(file, channel, header.get()));
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    private static Optional<Header> header(FileChannel channel) throws IOException {
        if (channel.size() < HEADER_BYTES) {
            return Optional.empty();
        }
        ByteBuffer bytes = ChannelReads.read(channel, 0, HEADER_BYTES);
        byte[] raw = new byte[HEADER_BYTES];
        bytes.get(0, raw);
        MessageDigest digest = Checksums.newSha256();
        digest.update(raw, 0, NUMBERS + SHA_BYTES);
        boolean whole = Arrays.equals(digest.digest(), Arrays.copyOfRange(raw, NUMBERS + SHA_BYTES, HEADER_BYTES));
        long magic = bytes.getLong();
        Header header = new Header(
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong(),
                bytes.getLong(),
                Arrays.copyOfRange(raw, NUMBERS, NUMBERS + SHA_BYTES));
        boolean fits = whole
                && magic == MAGIC
                && channel.size() >= header.keysAt()
                && (channel.size() - header.keysAt()) % (2 * Long.BYTES) == 0;
        return fits ? Optional.of(header) : Optional.empty();
    }

    /** The header's bytes; the counterpart of {@link #header}. */
    static ByteBuffer headerBytes(long shardBytes, long rows, long entriesAt, long boundsAt, long keysAt, byte[] sha) {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES)
                .putLong(MAGIC)
                .putLong(shardBytes)
                .putLong(rows)
                .putLong(entriesAt)
                .putLong(boundsAt)
                .putLong(keysAt)
                .put(sha);
        MessageDigest digest = Checksums.newSha256();
        digest.update(bytes.array(), 0, NUMBERS + SHA_BYTES);
        return bytes.put(digest.digest()).flip();
    }

    long rows() {
        return header.rows();
    }

    long shardBytes() {
        return header.shardBytes();
    }

    String sha256() {
        return HexFormat.of().formatHex(header.sha256());
    }

    /** A stretch of bytes. */
    record Range(long from, long to) {
        int length() {
            return Math.toIntExact(to - from);
        }
    }

    /** Where the record lies in the shard, for stores whose bounds are places in it. */
    Range range(long row) {
        if (row < 0 || row >= rows()) {
            throw new IndexOutOfBoundsException("row " + row + " of " + rows());
        }
        ByteBuffer bounds = bytes(header.boundsAt() + row * Long.BYTES, 2 * Long.BYTES);
        Range range = new Range(bounds.getLong(), bounds.getLong());
        long end = header.entriesAt() < 0 ? header.shardBytes() : header.boundsAt() - header.entriesAt();
        if (range.from() < 0 || range.to() < range.from() || range.to() > end) {
            throw damaged();
        }
        return range;
    }

    /** The entry of a row, for stores that have entries. */
    ByteBuffer entry(long row) {
        Range range = range(row);
        return bytes(header.entriesAt() + range.from(), range.length());
    }

    /** The rows whose key has {@code hash}, from the first on; the caller compares the keys themselves. */
    OptionalLong findFirst(long hash) throws IOException {
        long low = 0;
        long high = numKeys();
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (keyHash(middle) < hash) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < numKeys() && keyHash(low) == hash ? OptionalLong.of(low) : OptionalLong.empty();
    }

    /** Number of keys; 0 for a store without them. */
    long numKeys() throws IOException {
        return (channel.size() - header.keysAt()) / (2 * Long.BYTES);
    }

    /** Hash of the key at {@code position} of the sorted keys. */
    long keyHash(long position) {
        return bytes(header.keysAt() + position * 2 * Long.BYTES, Long.BYTES).getLong();
    }

    /** Row of the key at {@code position} of the sorted keys. */
    long keyRow(long position) {
        return bytes(header.keysAt() + position * 2 * Long.BYTES + Long.BYTES, Long.BYTES)
                .getLong();
    }

    /** The hash that keys are sorted by. */
    static long hash(String key) {
        return ByteBuffer.wrap(Checksums.newSha256().digest(key.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    private ByteBuffer bytes(long from, int length) {
        try {
            return ChannelReads.read(channel, from, length);
        } catch (IOException e) {
            throw new UserException("cannot read the index " + file + ": " + e.getMessage(), e);
        }
    }

    private UserException damaged() {
        return new UserException("the index " + file + " is damaged; delete it, it is made anew");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UserException("cannot close the index " + file + ": " + e.getMessage(), e);
        }
    }
}
