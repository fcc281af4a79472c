package io.firstlight.worlds.quickstart.icon;

import io.firstlight.core.file.Checksums;
import io.firstlight.core.file.FileFaults;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Rasters on disk, one file per icon under the SHA-256 of its SVG, so that a second preparation rasterises nothing. An
 * entry carries a hash of its key, its size and its pixels: one that is truncated, damaged, of another icon or of
 * another format counts as absent. Entries are renamed into place but not synced: a power cut may lose some, and they
 * are rasterised again. A cache that cannot be used costs time and nothing else: it says so once.
 */
final class RasterCache {
    /** Part of the path. Raise its number when the rasteriser gives other pixels for the same SVG. */
    private static final String FORMAT = "raster-2-" + Rasteriser.PIXELS;

    private static final int MAGIC = 0x464c5241;
    private static final int SHA_BYTES = 32;
    private static final int HEADER_BYTES = 3 * Integer.BYTES + SHA_BYTES;
    private final Path directory;
    private final Consumer<String> notices;
    private final AtomicBoolean said = new AtomicBoolean();

    /**
     * The cache in {@code cacheDirectory}.
     *
     * @param notices is told once if the cache cannot be used
     */
    RasterCache(Path cacheDirectory, Consumer<String> notices) {
        this.directory = cacheDirectory.resolve(FORMAT);
        this.notices = notices;
    }

    Optional<Raster> read(String key) {
        try {
            return decode(key, Files.readAllBytes(file(key)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            say(e);
            return Optional.empty();
        }
    }

    void write(String key, Raster raster) {
        try {
            Path file = file(key);
            Files.createDirectories(file.getParent());
            Path partial = Files.createTempFile(file.getParent(), key.substring(0, 12), ".partial");
            try {
                Files.write(partial, encode(key, raster));
                Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(partial);
            }
        } catch (IOException e) {
            say(e);
        }
    }

    private void say(IOException e) {
        if (!said.getAndSet(true)) {
            notices.accept("The cache of drawings " + directory + " cannot be used ("
                    + FileFaults.reason(e, directory) + "); drawings are made anew."
                    + " Free space there, make it writable, or name another folder with XDG_CACHE_HOME.");
        }
    }

    private Path file(String key) {
        return directory.resolve(key.substring(0, 2)).resolve(key);
    }

    private static byte[] encode(String key, Raster raster) {
        ByteBuffer pixels = ByteBuffer.allocate(raster.argb().length * 4);
        pixels.asIntBuffer().put(raster.argb());
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        deflater.setInput(pixels.array());
        deflater.finish();
        byte[] packed = new byte[pixels.capacity() + 64];
        int length = 0;
        while (!deflater.finished()) {
            length += deflater.deflate(packed, length, packed.length - length);
        }
        deflater.end();
        ByteBuffer file = ByteBuffer.allocate(HEADER_BYTES + length);
        file.putInt(MAGIC).putInt(raster.width()).putInt(raster.height());
        file.put(hash(key, raster.width(), raster.height(), pixels.array()));
        file.put(packed, 0, length);
        return file.array();
    }

    private static Optional<Raster> decode(String key, byte[] bytes) {
        if (bytes.length < HEADER_BYTES) {
            return Optional.empty();
        }
        ByteBuffer file = ByteBuffer.wrap(bytes);
        int magic = file.getInt();
        int width = file.getInt();
        int height = file.getInt();
        byte[] sha256 = new byte[SHA_BYTES];
        file.get(sha256);
        if (magic != MAGIC || width < 1 || height < 1 || width > Rasteriser.PIXELS || height > Rasteriser.PIXELS) {
            return Optional.empty();
        }
        Inflater inflater = new Inflater();
        inflater.setInput(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES);
        byte[] pixels = new byte[width * height * 4];
        try {
            if (inflater.inflate(pixels) != pixels.length || !Arrays.equals(sha256, hash(key, width, height, pixels))) {
                return Optional.empty();
            }
        } catch (DataFormatException e) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
        int[] argb = new int[width * height];
        ByteBuffer.wrap(pixels).asIntBuffer().get(argb);
        return Optional.of(new Raster(argb, width, height));
    }

    private static byte[] hash(String key, int width, int height, byte[] pixels) {
        MessageDigest digest = Checksums.newSha256();
        digest.update((key + " " + width + "x" + height).getBytes(StandardCharsets.US_ASCII));
        return digest.digest(pixels);
    }
}
