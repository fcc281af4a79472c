package io.firstlight.data.feature;

import io.firstlight.core.error.UserException;
import io.firstlight.core.file.ChannelReads;
import io.firstlight.core.file.Checksums;
import io.firstlight.core.file.FileFaults;
import io.firstlight.core.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * A feature file, read at random by image key. Opening checks the version, the sizes and the index; every read checks
 * the image's checksum. Reads are positioned, so several threads may read at once.
 */
public final class FeatureStore implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;
    private final FeatureFile.Index index;
    private final Map<String, FeatureFile.StoredImage> images = new LinkedHashMap<>();

    private FeatureStore(Path file, FileChannel channel, FeatureFile.Index index) {
        this.file = file;
        this.channel = channel;
        this.index = index;
        for (FeatureFile.StoredImage image : index.images()) {
            images.put(image.key(), image);
        }
    }

    /**
     * Opens a finished feature file.
     *
     * @throws UserException if the file is missing, damaged, truncated, or written by a newer Firstlight
     */
    public static FeatureStore open(Path file) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
            return new FeatureStore(file, channel, readIndex(file, channel));
        } catch (IOException e) {
            closeQuietly(channel);
            throw new UserException(
                    "cannot read the feature store " + file + ": " + FileFaults.reason(e, file)
                            + "; run the study again to rebuild it",
                    e);
        } catch (UserException e) {
            closeQuietly(channel);
            throw e;
        }
    }

    private static FeatureFile.Index readIndex(Path file, FileChannel channel) throws IOException {
        long size = channel.size();
        if (size < FeatureFile.HEADER_BYTES) {
            throw damaged(file, "it has " + size + " bytes");
        }
        ByteBuffer header = ChannelReads.read(channel, 0, FeatureFile.HEADER_BYTES);
        if (!startsWithMagic(header)) {
            throw damaged(file, "it does not begin like a feature file");
        }
        int version = header.getInt(FeatureFile.MAGIC.length);
        if (version > FeatureFile.VERSION) {
            throw new UserException(
                    "the feature store " + file + " has format version " + version + "; this Firstlight reads up to "
                            + FeatureFile.VERSION + ". Use the newer Firstlight that wrote it, or delete the file");
        }
        if (version == 1) {
            throw new UserException("the feature store " + file
                    + " has format version 1, which had square tiles of one size; run the study again to rebuild it");
        }
        if (version < 1 || size < FeatureFile.HEADER_BYTES + FeatureFile.TRAILER_BYTES) {
            throw damaged(file, "version " + version + ", " + size + " bytes");
        }
        ByteBuffer trailer = ChannelReads.read(channel, size - FeatureFile.TRAILER_BYTES, FeatureFile.TRAILER_BYTES);
        long offset = trailer.getLong();
        long length = trailer.getLong();
        byte[] expected = new byte[32];
        trailer.get(expected);
        if (!startsWithMagic(trailer.slice())
                || offset < FeatureFile.HEADER_BYTES
                || length < 2
                || length > Integer.MAX_VALUE
                || offset + length + FeatureFile.TRAILER_BYTES != size) {
            throw damaged(file, "it does not end like a feature file; it was probably cut short at " + size + " bytes");
        }
        byte[] json = ChannelReads.read(channel, offset, (int) length).array();
        if (!Arrays.equals(expected, Checksums.newSha256().digest(json))) {
            throw damaged(file, "the checksum of its index does not match");
        }
        return Json.parse(new String(json, StandardCharsets.UTF_8), FeatureFile.Index.class);
    }

    /** Numbers per visual token. */
    public int width() {
        return index.width();
    }

    /** What made the features. */
    public String encoder() {
        return index.encoder();
    }

    /** Keys in the order they were written. */
    public List<String> keys() {
        return List.copyOf(images.keySet());
    }

    public boolean contains(String key) {
        return images.containsKey(key);
    }

    /** Number of visual tokens of an image. */
    public int tokens(String key) {
        return image(key).tokens();
    }

    /** The features of an image: [tokens, width] float32, a fresh array. */
    public float[] features(String key) {
        float[] values = new float[tokens(key) * width()];
        copyTo(key, values, 0);
        return values;
    }

    /**
     * Reads the features of an image into {@code target} from {@code at} on.
     *
     * @return the index after the last number written
     * @throws UserException if the image's checksum does not match
     */
    public int copyTo(String key, float[] target, int at) {
        FeatureFile.StoredImage image = image(key);
        int count = image.tokens() * width();
        ByteBuffer bytes;
        try {
            bytes = ChannelReads.read(channel, image.offset(), count * 2);
        } catch (IOException e) {
            throw new UserException(
                    "cannot read the features of " + key + " from " + file + ": " + FileFaults.reason(e, file), e);
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        if (crc.getValue() != image.crc32c()) {
            throw damaged(file, "the checksum of image " + key + " does not match");
        }
        bytes.rewind();
        for (int i = 0; i < count; i++) {
            target[at + i] = HalfFloat.toFloat(bytes.getShort());
        }
        return at + count;
    }

    private FeatureFile.StoredImage image(String key) {
        FeatureFile.StoredImage image = images.get(key);
        if (image == null) {
            throw new IllegalArgumentException("the feature store " + file + " has no image " + key);
        }
        return image;
    }

    private static boolean startsWithMagic(ByteBuffer bytes) {
        return bytes.slice(0, FeatureFile.MAGIC.length).equals(ByteBuffer.wrap(FeatureFile.MAGIC));
    }

    private static UserException damaged(Path file, String how) {
        return new UserException("the feature store " + file + " is damaged: " + how
                + ". Delete it and run the study again to rebuild it");
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException ignored) {
            // The error that led here is the one to report.
        }
    }

    public Path file() {
        return file;
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }
}
