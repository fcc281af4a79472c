package io.firstlight.data.feature;

import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.file.Checksums;
import io.firstlight.core.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * Writes a feature file beside its final name; {@link #finish} puts it in place. Closing without finishing deletes what
 * was written. Not thread-safe.
 */
public final class FeatureWriter implements AutoCloseable {
    private final Path file;
    private final Path partial;
    private final FileChannel channel;
    private final Shape shape;
    private final List<FeatureFile.StoredImage> images = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();
    private long offset = FeatureFile.HEADER_BYTES;
    private boolean finished;

    /**
     * What all features of a file have in common.
     *
     * @param width numbers per visual token
     * @param encoder the key of the encoder's stage, or its name
     */
    public record Shape(int width, String encoder) {
        public Shape {
            if (width < 1) {
                throw new IllegalArgumentException("features need a width of at least 1, found " + width);
            }
        }
    }

    private FeatureWriter(Path file, Path partial, FileChannel channel, Shape shape) {
        this.file = file;
        this.partial = partial;
        this.channel = channel;
        this.shape = shape;
    }

    public static FeatureWriter create(Path file, Shape shape) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path partial = file.resolveSibling(file.getFileName() + AtomicFiles.PARTIAL);
        FileChannel channel = FileChannel.open(
                partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        FeatureWriter writer = new FeatureWriter(file, partial, channel, shape);
        ByteBuffer header = ByteBuffer.allocate(FeatureFile.HEADER_BYTES)
                .put(FeatureFile.MAGIC)
                .putInt(FeatureFile.VERSION)
                .putInt(0);
        writer.write(header.flip());
        return writer;
    }

    /**
     * Appends the features of one image.
     *
     * @param values [tokens, width] float32; stored as float16
     * @throws IllegalArgumentException if a value is not finite or too large for float16, or the key was added before
     */
    public void add(String key, float[] values) throws IOException {
        int width = shape.width;
        if (values.length == 0 || values.length % width != 0) {
            throw new IllegalArgumentException(
                    "features of " + key + ": " + values.length + " numbers are no whole tokens of " + width);
        }
        if (!keys.add(key)) {
            throw new IllegalArgumentException("features of " + key + " are added twice");
        }
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 2);
        for (float value : values) {
            short half = HalfFloat.of(value);
            if ((half & 0x7c00) == 0x7c00) {
                throw new IllegalArgumentException(
                        "a feature of " + key + " is " + value + "; float16 holds finite numbers up to 65504");
            }
            bytes.putShort(half);
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes.flip());
        images.add(new FeatureFile.StoredImage(key, offset, values.length / width, crc.getValue()));
        offset += bytes.capacity();
        write(bytes.rewind());
    }

    /** Writes the index, syncs and renames: only now the file exists under its name. */
    public void finish() throws IOException {
        byte[] index = Json.canonical(new FeatureFile.Index(shape.width, shape.encoder, FeatureFile.DTYPE, images))
                .getBytes(StandardCharsets.UTF_8);
        write(ByteBuffer.wrap(index));
        ByteBuffer trailer = ByteBuffer.allocate(FeatureFile.TRAILER_BYTES)
                .putLong(offset)
                .putLong(index.length)
                .put(Checksums.newSha256().digest(index))
                .put(FeatureFile.MAGIC);
        write(trailer.flip());
        channel.force(true);
        channel.close();
        AtomicFiles.rename(partial, file);
        finished = true;
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        if (!finished) {
            Files.deleteIfExists(partial);
        }
    }
}
