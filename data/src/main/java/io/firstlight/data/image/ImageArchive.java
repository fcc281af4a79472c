package io.firstlight.data.image;

import io.firstlight.core.error.UserException;
import io.firstlight.data.sample.BadSampleException;
import io.firstlight.data.store.ShardFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/**
 * A tar of PNG files, read at random by key (the member name without {@code .png}). Opening walks the archive once to
 * index it; images are decoded when asked for. Reads are positioned, so several threads may read at once.
 */
public final class ImageArchive implements AutoCloseable {
    private static final String SUFFIX = ".png";
    private static final int BLOCK_BYTES = 512;
    private final Path file;
    private final FileChannel channel;
    private final Map<String, Member> members;

    /** @param width 0 if the member does not begin like a PNG */
    private record Member(long offset, int sizeBytes, int width, int height) {}

    private ImageArchive(Path file, FileChannel channel, Map<String, Member> members) {
        this.file = file;
        this.channel = channel;
        this.members = members;
    }

    /** @throws UserException if the archive is missing, truncated, or holds anything but PNG files with unique names */
    public static ImageArchive open(Path tar) {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(tar, StandardOpenOption.READ);
            return new ImageArchive(tar, channel, index(tar, channel));
        } catch (IOException | RuntimeException e) {
            closeQuietly(channel);
            if (e instanceof UserException mistake) {
                throw mistake;
            }
            throw new UserException(
                    "cannot read the image archive " + tar + ": " + e
                            + "; it must be a whole, uncompressed tar of PNG files",
                    e);
        }
    }

    /** As {@link #open(Path)}, of the one shard of {@code files}. */
    public static ImageArchive open(ShardFiles files) {
        if (files.shards().size() != 1) {
            throw new UserException("the images " + files.words() + " lie in "
                    + files.shards().size() + " files; images of one source lie in one tar");
        }
        return open(files.shards().get(0));
    }

    private static Map<String, Member> index(Path tar, FileChannel channel) throws IOException {
        Map<String, Member> members = new LinkedHashMap<>();
        // Without close(): it would close the channel, which stays in use.
        TarFile index = new TarFile(channel);
        long end = 0;
        for (TarArchiveEntry entry : index.getEntries()) {
            end = Math.max(end, entry.getDataOffset() + entry.getSize());
            if (entry.isDirectory()) {
                continue;
            }
            String name = entry.getName();
            if (!entry.isFile() || !name.endsWith(SUFFIX)) {
                throw new UserException("the image archive " + tar + " holds " + name
                        + ", which is not a PNG file; it may hold only KEY.png");
            }
            String key = name.substring(0, name.length() - SUFFIX.length());
            if (members.put(key, member(channel, entry)) != null) {
                throw new UserException("the image archive " + tar + " holds " + name + " twice; keys must be unique");
            }
        }
        requireEndMark(tar, channel, (end + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES);
        return members;
    }

    /** A whole tar ends with blocks of zeros; without one, members may be missing that nobody would miss. */
    private static void requireEndMark(Path tar, FileChannel channel, long end) throws IOException {
        boolean whole = channel.size() >= end + BLOCK_BYTES;
        for (byte b : whole ? read(channel, end, BLOCK_BYTES) : new byte[0]) {
            whole &= b == 0;
        }
        if (!whole) {
            throw new UserException("the image archive " + tar + " is truncated: it has " + channel.size()
                    + " bytes and no end mark at byte " + end + "; copy or make it again");
        }
    }

    private static Member member(FileChannel channel, TarArchiveEntry entry) throws IOException {
        int size = Math.toIntExact(entry.getSize());
        byte[] header = read(channel, entry.getDataOffset(), Math.min(size, PngDecoder.HEADER_BYTES));
        boolean png = PngDecoder.isPng(header);
        ByteBuffer numbers = ByteBuffer.wrap(header);
        return new Member(entry.getDataOffset(), size, png ? numbers.getInt(16) : 0, png ? numbers.getInt(20) : 0);
    }

    /** Keys in the order of the archive. */
    public List<String> keys() {
        return new ArrayList<>(members.keySet());
    }

    public boolean contains(String key) {
        return members.containsKey(key);
    }

    /** Width in pixels, from the header alone. */
    public int width(String key) throws BadSampleException {
        return readable(key).width;
    }

    /** Height in pixels, from the header alone. */
    public int height(String key) throws BadSampleException {
        return readable(key).height;
    }

    /**
     * The image's pixels.
     *
     * @return [height, width, 3] unsigned bytes, a fresh array
     * @throws BadSampleException naming archive, member and reason, if there is no such member or it does not decode
     */
    public byte[] rgb(String key) throws BadSampleException {
        Member member = readable(key);
        try {
            byte[] rgb = PngDecoder.rgb(read(channel, member.offset, member.sizeBytes));
            if (rgb.length != member.width * member.height * 3) {
                throw new IOException("it does not decode to its " + member.width + " x " + member.height + " pixels");
            }
            return rgb;
        } catch (IOException e) {
            throw new BadSampleException(place(key), "damaged PNG: " + e.getMessage(), e);
        }
    }

    /** The image cut into tiles: [tiles, tilePixels, tilePixels, 3] unsigned bytes. */
    public byte[] tiles(String key, int tilePixels) throws BadSampleException {
        numTiles(key, tilePixels);
        return Tiles.cut(rgb(key), width(key), height(key), tilePixels);
    }

    /**
     * Number of tiles, from the header alone.
     *
     * @throws BadSampleException if the image cannot be cut into tiles, or into more than {@link Tiles#MAX_PER_IMAGE}
     */
    public int numTiles(String key, int tilePixels) throws BadSampleException {
        Member member = readable(key);
        try {
            int tiles = Tiles.count(member.width, member.height, tilePixels);
            if (tiles > Tiles.MAX_PER_IMAGE) {
                throw new BadSampleException(
                        place(key),
                        "an image of " + member.width + " x " + member.height + " pixels has " + tiles + " tiles of "
                                + tilePixels + "; a model reads at most " + Tiles.MAX_PER_IMAGE
                                + ", so make it smaller");
            }
            return tiles;
        } catch (IllegalArgumentException e) {
            throw new BadSampleException(place(key), e.getMessage(), e);
        }
    }

    public Path file() {
        return file;
    }

    private Member readable(String key) throws BadSampleException {
        Member member = members.get(key);
        if (member == null) {
            throw new BadSampleException(place(key), "the archive has no such member");
        }
        if (member.width < 1 || member.height < 1) {
            throw new BadSampleException(place(key), "not a PNG file");
        }
        return member;
    }

    private String place(String key) {
        return file + ", member " + key + SUFFIX;
    }

    private static byte[] read(FileChannel channel, long offset, int sizeBytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(sizeBytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new IOException("the archive ends inside it");
            }
        }
        return buffer.array();
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

    @Override
    public void close() {
        closeQuietly(channel);
    }
}
