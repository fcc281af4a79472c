package io.firstlight.worlds.quickstart.icon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Rasters on disk, one file per icon under the SHA-256 of its SVG, so that a second preparation rasterises nothing. A
 * file that is truncated, damaged or of another format counts as absent. Entries are renamed into place but not synced:
 * a power cut may lose some, and they are rasterised again.
 */
final class RasterCache {
    /** Part of the path. Raise its number when the rasteriser gives other pixels for the same SVG. */
    private static final String FORMAT = "raster-1-" + Rasteriser.PIXELS;

    private static final int MAGIC = 0x464c5241;
    private final Path directory;

    RasterCache(Path cacheDirectory) throws IOException {
        this.directory = Files.createDirectories(cacheDirectory.resolve(FORMAT));
    }

    Optional<Raster> read(String key) throws IOException {
        Path file = file(key);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        return decode(Files.readAllBytes(file));
    }

    void write(String key, Raster raster) throws IOException {
        Path file = file(key);
        Files.createDirectories(file.getParent());
        Path partial = Files.createTempFile(file.getParent(), key.substring(0, 12), ".partial");
        Files.write(partial, encode(raster));
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path file(String key) {
        return directory.resolve(key.substring(0, 2)).resolve(key);
    }

    private static byte[] encode(Raster raster) {
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
        ByteBuffer file = ByteBuffer.allocate(20 + length);
        file.putInt(MAGIC).putInt(raster.width()).putInt(raster.height()).putLong(crc(pixels.array()));
        file.put(packed, 0, length);
        return file.array();
    }

    private static Optional<Raster> decode(byte[] bytes) {
        if (bytes.length < 20) {
            return Optional.empty();
        }
        ByteBuffer file = ByteBuffer.wrap(bytes);
        int magic = file.getInt();
        int width = file.getInt();
        int height = file.getInt();
        long crc = file.getLong();
        if (magic != MAGIC || width < 1 || height < 1 || width > Rasteriser.PIXELS || height > Rasteriser.PIXELS) {
            return Optional.empty();
        }
        Inflater inflater = new Inflater();
        inflater.setInput(bytes, 20, bytes.length - 20);
        byte[] pixels = new byte[width * height * 4];
        try {
            if (inflater.inflate(pixels) != pixels.length || crc(pixels) != crc) {
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

    private static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }
}
