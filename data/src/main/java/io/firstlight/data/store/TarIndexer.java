package io.firstlight.data.store;

import io.firstlight.core.error.UserException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Indexes a tar archive in one pass. Content passes through; only the members' names and places are held, for one shard
 * at a time.
 */
final class TarIndexer {
    private static final int BLOCK_BYTES = 512;
    private final Path shard;
    private final ShardIndexWriter writer;
    private final Map<String, ByteArrayOutputStream> entries = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();

    private TarIndexer(Path shard, ShardIndexWriter writer) {
        this.shard = shard;
        this.writer = writer;
    }

    /**
     * Writes the index of a tar archive.
     *
     * @throws UserException if the archive is truncated or contains anything but files of different names
     */
    static void index(Path shard, ShardIndexWriter writer) throws IOException {
        new TarIndexer(shard, writer).run();
    }

    private void run() throws IOException {
        long end = 0;
        try (Passing in = new Passing(Files.newInputStream(shard), writer);
                TarArchiveInputStream tar = new TarArchiveInputStream(in, StandardCharsets.UTF_8.name())) {
            for (TarArchiveEntry member = tar.getNextEntry(); member != null; member = tar.getNextEntry()) {
                end = writer.position() + (member.getSize() + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
                if (!member.isDirectory()) {
                    add(member);
                }
            }
            in.readAllThatIsLeft();
        } catch (IOException | IllegalArgumentException e) {
            throw new UserException(
                    "cannot read the archive " + shard + ": " + e.getMessage()
                            + "; it must be a whole, uncompressed tar. Copy or make it again",
                    e);
        }
        requireEndMark(end);
        for (Map.Entry<String, ByteArrayOutputStream> entry : entries.entrySet()) {
            writer.entry(entry.getKey(), entry.getValue().toByteArray());
        }
    }

    private void add(TarArchiveEntry member) throws IOException {
        String name = member.getName().startsWith("./") ? member.getName().substring(2) : member.getName();
        if (!member.isFile() || member.isSparse() || member.isLink() || member.isSymbolicLink()) {
            throw new UserException("the archive " + shard + " holds " + name
                    + ", which is not a plain file; make it of plain files only");
        }
        int dot = name.indexOf('.', name.lastIndexOf('/') + 1);
        if (dot < 0 || dot == name.length() - 1 || dot == name.lastIndexOf('/') + 1) {
            throw new UserException("the archive " + shard + " holds '" + name
                    + "'; a member is named KEY.FIELD, for example 0001.png");
        }
        if (!names.add(name)) {
            throw new UserException("the archive " + shard + " holds " + name + " twice; names must be unique");
        }
        String key = name.substring(0, dot);
        ByteArrayOutputStream bytes = entries.get(key);
        boolean isNew = bytes == null;
        if (isNew) {
            bytes = new ByteArrayOutputStream(64);
            entries.put(key, bytes);
        }
        DataOutputStream out = new DataOutputStream(bytes);
        if (isNew) {
            text(out, key);
        }
        text(out, name.substring(dot + 1));
        out.writeLong(writer.position());
        out.writeLong(member.getSize());
    }

    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    /** A whole tar ends with blocks of zeros; without one, members may be missing that nobody would miss. */
    private void requireEndMark(long end) throws IOException {
        boolean whole = writer.position() >= end + BLOCK_BYTES;
        if (whole) {
            try (InputStream in = Files.newInputStream(shard)) {
                in.skipNBytes(end);
                for (byte b : in.readNBytes(BLOCK_BYTES)) {
                    whole &= b == 0;
                }
            }
        }
        if (!whole) {
            throw new UserException("the archive " + shard + " is truncated: it has " + writer.position()
                    + " bytes and no end mark at byte " + end + "; copy or make it again");
        }
    }

    /** Hands every byte that is read to the index, so that its position is that of the archive. */
    private static final class Passing extends FilterInputStream {
        private final ShardIndexWriter writer;

        Passing(InputStream in, ShardIndexWriter writer) {
            super(in);
            this.writer = writer;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int n = super.read(bytes, from, length);
            if (n > 0) {
                writer.shardBytes(bytes, from, n);
            }
            return n;
        }

        /** Skipping reads: the hash is over every byte. */
        @Override
        public long skip(long count) throws IOException {
            byte[] buffer = new byte[(int) Math.min(count, 1 << 16)];
            long skipped = 0;
            while (skipped < count) {
                int n = read(buffer, 0, (int) Math.min(buffer.length, count - skipped));
                if (n < 0) {
                    break;
                }
                skipped += n;
            }
            return skipped;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        void readAllThatIsLeft() throws IOException {
            byte[] buffer = new byte[1 << 16];
            while (read(buffer, 0, buffer.length) >= 0) {
                // The writer takes note.
            }
        }
    }
}
