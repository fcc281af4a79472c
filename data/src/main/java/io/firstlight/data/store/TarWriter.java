package io.firstlight.data.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes an uncompressed tar of members named {@code KEY.FIELD}, with its index beside it. Equal members, equal bytes.
 */
public final class TarWriter implements AutoCloseable {
    private final Path file;
    private final TarArchiveOutputStream out;

    private TarWriter(Path file, TarArchiveOutputStream out) {
        this.file = file;
        this.out = out;
    }

    /**
     * Opens an archive for writing.
     *
     * @param file created with its folders; an existing file is replaced
     */
    public static TarWriter create(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        TarArchiveOutputStream out = new TarArchiveOutputStream(
                new BufferedOutputStream(Files.newOutputStream(file), 1 << 20), StandardCharsets.UTF_8.name());
        out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        return new TarWriter(file, out);
    }

    /**
     * Writes a member.
     *
     * @param key of its record, without a dot
     * @param field for example {@code png}
     */
    public void write(String key, String field, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(key + "." + field);
        entry.setSize(content.length);
        entry.setModTime(0);
        out.putArchiveEntry(entry);
        out.write(content);
        out.closeArchiveEntry();
    }

    /** Finishes the archive and indexes it. */
    @Override
    public void close() throws IOException {
        out.close();
        ShardIndex.build(IndexFolder.beside(file), file, TarIndexer::index);
    }
}
