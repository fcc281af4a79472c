package io.firstlight.data.store;

import io.firstlight.core.error.UserException;
import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.file.ChannelReads;
import io.firstlight.core.file.Checksums;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

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
    private static final int ROWS_AT_ONCE = 1024;
    /** Hash and row of a key. */
    private static final int KEY_BYTES = 2 * Long.BYTES;

    static final int HEADER_BYTES = NUMBERS + 2 * SHA_BYTES;

    private final Path file;
    private final FileChannel channel;
    private final Header header;
    private final long numKeys;

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

    private ShardIndex(Path file, FileChannel channel, Header header) throws IOException {
        this.file = file;
        this.channel = channel;
        this.header = header;
        this.numKeys = (channel.size() - header.keysAt()) / KEY_BYTES;
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
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw new IOException(
                    "its index goes to the temporary folder " + file.getParent() + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
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
                && (channel.size() - header.keysAt()) % KEY_BYTES == 0;
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
        ByteBuffer bounds = bounds(row, 2);
        return range(bounds.getLong(), bounds.getLong());
    }

    private ByteBuffer bounds(long row, int count) {
        return bytes(header.boundsAt() + row * Long.BYTES, count * Long.BYTES);
    }

    private Range range(long from, long to) {
        long end = header.entriesAt() < 0 ? header.shardBytes() : header.boundsAt() - header.entriesAt();
        if (from < 0 || to < from || to > end) {
            throw damaged();
        }
        return new Range(from, to);
    }

    /** The entry of a row, for stores that have entries. */
    ByteBuffer entry(long row) {
        Range range = range(row);
        return bytes(header.entriesAt() + range.from(), range.length());
    }

    /** The entries of all rows in their order, read many at once. */
    Stream<ByteBuffer> entries() {
        return LongStream.iterate(0, row -> row < rows(), row -> row + ROWS_AT_ONCE)
                .boxed()
                .flatMap(row -> entries(row, (int) Math.min(ROWS_AT_ONCE, rows() - row)));
    }

    private Stream<ByteBuffer> entries(long row, int count) {
        LongBuffer bounds = bounds(row, count + 1).asLongBuffer();
        Range all = range(bounds.get(0), bounds.get(count));
        ByteBuffer entries = bytes(header.entriesAt() + all.from(), all.length());
        return IntStream.range(0, count).mapToObj(i -> {
            Range one = range(bounds.get(i), bounds.get(i + 1));
            if (one.from() < all.from() || one.to() > all.to()) {
                throw damaged();
            }
            return entries.slice((int) (one.from() - all.from()), one.length());
        });
    }

    /**
     * The rows of the keys with {@code hash}, ascending; the caller compares the keys themselves. The keys are sorted
     * by hash, and hashes are spread evenly over the 64-bit numbers, so that a hash tells where its key stands among
     * the {@code n} keys: with a standard deviation of at most {@code sqrt(n) / 2} keys. One read around that place
     * nearly always holds it; if not, a wider one does.
     */
    List<Long> rowsOf(long hash) {
        long guess = (long) ((hash / 0x1p64 + 0.5) * numKeys);
        for (long margin = 8 + (long) Math.sqrt(numKeys); ; margin *= 4) {
            long from = Math.max(0, guess - margin);
            long to = Math.min(numKeys, guess + margin);
            ByteBuffer keys = bytes(header.keysAt() + from * KEY_BYTES, Math.toIntExact((to - from) * KEY_BYTES));
            boolean holdsAll = (from == 0 || keys.getLong(0) < hash)
                    && (to == numKeys || keys.getLong(keys.limit() - KEY_BYTES) > hash);
            if (holdsAll) {
                return rowsOf(hash, keys);
            }
        }
    }

    private static List<Long> rowsOf(long hash, ByteBuffer keys) {
        int low = 0;
        int high = keys.limit() / KEY_BYTES;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (keys.getLong(middle * KEY_BYTES) < hash) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        List<Long> rows = new ArrayList<>(1);
        for (int at = low * KEY_BYTES; at < keys.limit() && keys.getLong(at) == hash; at += KEY_BYTES) {
            rows.add(keys.getLong(at + Long.BYTES));
        }
        return rows;
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
